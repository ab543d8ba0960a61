// What a model consists of, as text.
#pragma once

#include <span>
#include <string>

#include "nn/module.h"

namespace nnl {

/// A table with a line for each module, nested ones indented: name, kind, shape of its output when the model
/// runs on `inputs`, and the number of elements in its own parameters; then the totals, in which a parameter
/// that occurs twice counts once. A module that did not run shows "-"; one that runs more often than it is
/// listed shows its last output. The run is not recorded, and what it changes is undone.
std::string summarize(Module& model, std::span<const Variable> inputs);

}  // namespace nnl
