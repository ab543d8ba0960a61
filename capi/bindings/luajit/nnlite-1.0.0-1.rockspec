rockspec_format = "3.0"
package = "nnlite"
version = "1.0.0-1"
source = { url = "." }
description = {
  summary = "The small training library that any program can load, for LuaJIT",
  license = "MIT",
}
dependencies = { "lua == 5.1" }
build = {
  type = "builtin",
  modules = {
    ["nnlite"] = "nnlite/init.lua",
    ["nnlite.activations"] = "nnlite/activations.lua",
    ["nnlite.arithmetic"] = "nnlite/arithmetic.lua",
    ["nnlite.calls"] = "nnlite/calls.lua",
    ["nnlite.checkpoint"] = "nnlite/checkpoint.lua",
    ["nnlite.context"] = "nnlite/context.lua",
    ["nnlite.custom"] = "nnlite/custom.lua",
    ["nnlite.declarations"] = "nnlite/declarations.lua",
    ["nnlite.dlpack"] = "nnlite/dlpack.lua",
    ["nnlite.enums"] = "nnlite/enums.lua",
    ["nnlite.errors"] = "nnlite/errors.lua",
    ["nnlite.functional"] = "nnlite/functional.lua",
    ["nnlite.handle_report"] = "nnlite/handle_report.lua",
    ["nnlite.layers"] = "nnlite/layers.lua",
    ["nnlite.lent"] = "nnlite/lent.lua",
    ["nnlite.library"] = "nnlite/library.lua",
    ["nnlite.loader"] = "nnlite/loader.lua",
    ["nnlite.loss_modules"] = "nnlite/loss_modules.lua",
    ["nnlite.losses"] = "nnlite/losses.lua",
    ["nnlite.module"] = "nnlite/module.lua",
    ["nnlite.number_check"] = "nnlite/number_check.lua",
    ["nnlite.object"] = "nnlite/object.lua",
    ["nnlite.operands"] = "nnlite/operands.lua",
    ["nnlite.optimizers"] = "nnlite/optimizers.lua",
    ["nnlite.options"] = "nnlite/options.lua",
    ["nnlite.process"] = "nnlite/process.lua",
    ["nnlite.profile"] = "nnlite/profile.lua",
    ["nnlite.reductions"] = "nnlite/reductions.lua",
    ["nnlite.schedules"] = "nnlite/schedules.lua",
    ["nnlite.settings"] = "nnlite/settings.lua",
    ["nnlite.shapes"] = "nnlite/shapes.lua",
    ["nnlite.tensor"] = "nnlite/tensor.lua",
    ["nnlite.training"] = "nnlite/training.lua",
    ["nnlite.usage"] = "nnlite/usage.lua",
    ["nnlite.weights"] = "nnlite/weights.lua",
  },
}
