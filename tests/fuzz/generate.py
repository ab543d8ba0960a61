"""Writes the fuzzer's callers: for each function of nnlite.h one that draws its arguments, calls it, and checks what it did.

    python3 generate.py HEADER OUTPUT

Arguments follow from their types and names; a kind of parameter that is not known here fails the build. A few functions whose
pointers need more than that are called by hand, in managed.cpp.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "capi" / "bindings"))
import declarations

BY_HAND = {"nnl_tensor_to_dlpack", "nnl_tensor_from_dlpack", "nnl_tensor_data"}

# Outputs that are arrays, and how many handles they have room for. A loader that has at most 1,024 tensors does not touch what
# should be longer.
HANDLE_ARRAYS = {("nnl_split", "parts"): "count", ("nnl_loader_next", "batch"): "count <= 1024 ? count : 0"}

# Sizes of what a layer works on.
SIZES = {"embedding_dim", "num_embeddings", "in_channels", "out_channels", "in_features", "out_features", "num_channels",
         "num_features", "num_parameters", "num_groups", "kernel", "kernel_height", "kernel_width", "out_height", "out_width",
         "classes", "batch_size", "groups"}

# What object would do for a parameter; see roles.cpp. The function's own entry goes first.
ROLES = {
    "nnl_tensor": "rows", "nnl_module": "layer", "nnl_optimizer": "sgd", "nnl_loader": "loader", "nnl_schedule": "schedule",
    "nnl_context": "context", "nnl_load_report": "load report", "nnl_scope": "scope", "nnl_handle_report": "report",
    "weight": "matrix", "bias": "channels", "running_mean": "channels", "running_var": "channels",
    "num_batches_tracked": "counter", "indices": "indices", "index": "indices", "mask": "mask", "condition": "mask",
    "parameter": "leaf", "parameters": "leaf", "model": "model", "loss": "loss", "pos_weight": "channels", "offsets": "offsets",
    "gradient": "nothing", "per_sample_weights": "nothing",
    "nnl_tensor_backward.tensor": "result", "nnl_tensor_grad.tensor": "walked", "nnl_tensor_set_requires_grad.tensor": "leaf",
    "nnl_tensor_set_grad.tensor": "leaf", "nnl_tensor_set_grad.gradient": "rows", "nnl_tensor_grad_rows.tensor": "looked up",
    "nnl_tensor_item.tensor": "scalar",
    "nnl_bce_loss.input": "fractions", "nnl_bce_loss.target": "fractions", "nnl_bce_loss.weight": "channels",
    "nnl_bce_with_logits_loss.weight": "channels", "nnl_bce_loss_create.weight": "channels",
    "nnl_bce_with_logits_loss_create.weight": "channels", "nnl_nll_loss.weight": "channels",
    "nnl_nll_loss_create.weight": "channels",
    "nnl_cross_entropy.target": "classes", "nnl_nll_loss.target": "classes", "nnl_cosine_embedding_loss.target": "classes",
    "nnl_embedding.weight": "table", "nnl_embedding_bag.weight": "table", "nnl_embedding_from_pretrained.weight": "table",
    "nnl_embedding_bag_from_pretrained.weight": "table",
    "nnl_conv1d.x": "signals", "nnl_conv1d.weight": "kernel 1", "nnl_conv2d.x": "images", "nnl_conv2d.weight": "kernel 2",
    "nnl_max_pool2d.x": "images", "nnl_avg_pool2d.x": "images", "nnl_adaptive_avg_pool2d.x": "images",
    "nnl_layer_norm.weight": "channels", "nnl_group_norm.weight": "channels", "nnl_batch_norm.weight": "channels",
    "nnl_prelu.weight": "channels", "nnl_bmm.a": "batch of matrices", "nnl_bmm.b": "batch of matrices",
    "nnl_matmul.b": "matrix", "nnl_gather.index": "places", "nnl_cat.tensors": "rows", "nnl_gradcheck.inputs": "doubles",
    "nnl_module_tensor.module": "model", "nnl_module_add_parameter.module": "custom", "nnl_module_add_buffer.module": "custom",
    "nnl_module_add_child.module": "custom", "nnl_module_add_buffer.buffer": "rows", "nnl_sequential_lr_create.schedules":
    "new schedule", "nnl_schedule_step_metric.schedule": "plateau", "nnl_schedule_step_epoch.schedule": "restarts",
    "nnl_one_cycle_lr_create.optimizer": "sgd with momentum", "nnl_batch_norm1d_create.num_features": "size",
    "nnl_checkpoint_parts.model": "model", "nnl_fit_options.validation": "loader", "nnl_fit_options.schedule": "schedule",
    "nnl_cross_entropy_options.weight": "channels", "nnl_module_parameter.module": "model", "nnl_module_buffer.module": "model",
    "nnl_module_parameter_name.module": "model", "nnl_module_buffer_name.module": "model", "nnl_module_child.module": "model",
    "nnl_module_child_name.module": "model", "nnl_module_fold_batch_norms.module": "model",
    "nnl_module_statistics_frozen.module": "model", "nnl_recalibrate.module": "model", "nnl_load_report_name.report":
    "load report", "nnl_optimizer_learning_rate.optimizer": "sgd", "nnl_optimizer_momentum.optimizer": "sgd",
    "nnl_module_load.path": "model", "nnl_module_load_with.path": "model", "nnl_checkpoint_load.path": "checkpoint",
    "nnl_module_load.module": "model", "nnl_module_load_with.module": "model",
    "nnl_permute.x": "rows", "nnl_squeeze.x": "rows", "nnl_layer_norm.normalized_shape": "3",
    "nnl_layer_norm_create.normalized_shape": "3", "nnl_expand.shape": "2, 4, 3",
    "nnl_reshape.shape": "3, 4",
    **{f"nnl_{kind}_add_group.optimizer": kind for kind in ("sgd", "adam", "adamw", "sparse_adam", "adagrad", "rmsprop")},
    **{f"nnl_{kind}_add_group.parameters": "new leaf" for kind in ("sgd", "adam", "adamw", "sparse_adam", "adagrad", "rmsprop")},
}

# What the harness has to do after some calls.
AFTERWARDS = {
    "nnl_context_set_memory_limit": "player.bound(context);",
    "nnl_context_set_threads": "player.bound(context);",
    "nnl_scope_end": "player.purge();",
    "nnl_scope_release": "player.purge();",
}


def role_of(owner, value):
    for key in (f"{owner}.{value.name}", value.name, value.type):
        if key in ROLES:
            return ROLES[key]
    raise SystemExit(f"generate.py: no role for {owner}'s {value.name}")


def quoted(text):
    return f'"{text}"'


class Generator:
    def __init__(self, header):
        self.header = header
        self.kinds = {}
        for constant in header.constants:
            if constant.name.startswith("NNL_KIND_"):
                self.kinds["nnl_" + constant.name[9:].lower()] = constant.name
        self.structs = {struct.name for struct in header.structs}
        self.callbacks = {callback.name for callback in header.callbacks}

    def scalar(self, owner, value):
        """Draws a parameter or a field that is no pointer."""
        name = quoted(value.name)
        if value.type in self.kinds:
            return f"player.handle({self.kinds[value.type]}, {name}, {quoted(role_of(owner, value))})"
        if value.type == "nnl_dtype":
            return f"player.dtype({name})"
        if value.type == "int32_t":
            return f"player.int32({name})"
        if value.type == "double":
            return f"player.real({name})"
        if value.type == "int64_t":
            if value.name == "handle":
                return f"player.any_handle({name})"
            return f"player.{'size' if value.name in SIZES else 'int64'}({name})"
        raise SystemExit(f"generate.py: {owner}: how is a {value.type} {value.name} drawn?")

    def field_setter(self, struct):
        fields = struct.fields[1:]
        lines = [f"void draw_field(Player& player, {struct.name}& o) {{", f"  switch (player.draws().below({len(fields)})) {{"]
        for i, field in enumerate(fields):
            lines.append(f"    case {i}:")
            if field.length:
                lines.append(f"      for (auto& number : o.{field.name}) number = player.size({quoted(field.name)});")
            else:
                lines.append(f"      o.{field.name} = {self.scalar(struct.name, field)};")
            lines.append("      break;")
        return "\n".join(lines + ["  }", "}"])

    def caller(self, function):
        name = function.name
        out = []  # statements
        passed = []
        afterwards = []
        parameters = function.parameters
        names = [p.name for p in parameters]
        has_status = function.result.type == "nnl_status"
        lends = "user_data" in names
        lent_memory = lends and "done" in names
        if lends:
            out.append(f"Lent* lent = player.lend({quoted(name)});")
        count = None  # the latest number of elements
        for i, value in enumerate(parameters):
            n = quoted(value.name)
            here = value.name
            follower = parameters[i + 1] if i + 1 < len(parameters) else None
            if value.pointers == 0:
                if value.type in self.callbacks:
                    kind = value.type[4:]
                    argument = f"lent, {n}" if kind == "release_callback" else n
                    out.append(f"const auto {here} = player.{kind}({argument});")
                elif value.type == "uint32_t" and value.name == "size":
                    passed.append("size")
                    continue  # drawn with the struct before it
                elif value.name == "capacity":
                    passed.append("capacity")
                    continue  # drawn with the buffer before it
                elif value.name == "bytes" and i > 0 and parameters[i - 1].type == "void":
                    passed.append("bytes")
                    continue
                elif value.type in ("int32_t", "int64_t") and follower is not None and follower.pointers == 1 and (
                        value.name in ("rank", "count") or value.name.startswith("num_")):
                    most = "NNL_MAX_RANK + 1" if value.type == "int32_t" else "5"
                    out.append(f"const auto {here} = static_cast<{value.type}>(player.count({n}, {most}));")
                    count = here
                else:
                    out.append(f"const {value.type} {here} = {self.scalar(name, value)};")
                    if value.type == "nnl_scope" or name.endswith("_release"):
                        afterwards.append(f"player.released({here});")
            elif value.name == "needed":
                passed.append(f"{buffer}.needed()")
                continue
            elif value.name == "user_data":
                passed.append("lent")
                continue
            elif value.type == "void" and value.pointers == 1:
                if "shape" in names:
                    size = f"player.bytes_for(dtype, rank, shape, {quoted('bytes')})"
                else:
                    size = f"player.bytes_for(tensor, {quoted('bytes')})"
                out.append(f"const int64_t bytes = {size};")
                out.append(f"void* const {here} = player.memory(bytes, {'lent' if lent_memory else 'nullptr'}, {n});")
            elif value.type in self.structs:
                short = value.type
                init = f"{short}_init" if not short.endswith("_options") else f"{short}_init"
                if name == init:
                    out.append(f"const uint32_t size = player.struct_size(sizeof({short}), {quoted('size')});")
                    out.append(f"{short}* const {here} = player.uninitialised<{short}>(size, {n});")
                elif value.const:
                    out.append(f"const {short}* const {here} = player.options<{short}>({init}, draw_field, {n});")
                else:
                    out.append(f"{short}* const {here} = player.results<{short}>({init}, {n});")
            elif value.const and value.type == "char":
                if value.name == "path":
                    out.append(f"const char* const {here} = player.path({n}, {quoted(ROLES.get(name + '.path', ''))});")
                else:
                    out.append(f"const char* const {here} = player.text({n});")
            elif value.const and value.type in self.kinds:
                role = quoted(role_of(name, value))
                out.append(f"const int64_t* const {here} = player.handles({count}, {self.kinds[value.type]}, {n}, {role});")
            elif value.const and value.type == "int64_t" and value.name in ("shape", "normalized_shape", "axes"):
                role = quoted(ROLES.get(f"{name}.{value.name}", value.name))
                out.append(f"const int64_t* const {here} = player.shape({count}, {n}, {role});")
            elif value.const and value.type == "int64_t":
                out.append(f"const int64_t* const {here} = player.numbers({count}, {n});")
            elif value.const and value.type == "double":
                out.append(f"const double* const {here} = player.reals({count}, {n});")
            elif not value.const and follower is not None and follower.name == "capacity":
                out.append(f"const int64_t capacity = player.capacity({quoted('capacity')});")
                out.append(f"Buffer<{value.type}> {here}(player, capacity, {n});")
                buffer = here
                afterwards.append(f"{here}.check();")
                passed.append(f"{here}.place()")
                continue
            elif not value.const and value.type in self.kinds:
                room = HANDLE_ARRAYS.get((name, value.name), "1")
                out.append(f"Handles {here}(player, {self.kinds[value.type]}, {room}, {n});")
                afterwards.append(f"{here}.check();")
                passed.append(f"{here}.place()")
                continue
            elif not value.const and value.pointers == 1 and value.type in ("int32_t", "int64_t", "double", "nnl_dtype"):
                out.append(f"Value<{value.type}> {here}(player, {n});")
                afterwards.append(f"{here}.check();")
                passed.append(f"{here}.place()")
                continue
            else:
                raise SystemExit(f"generate.py: {name}: how is {value} drawn?")
            passed.append(here)
        call = f"{name}({', '.join(passed)})"
        arguments = ", ".join(quoted(n) for n in names + [""])
        out.append(f"player.begin(callers[caller_{name}]);")
        if has_status and not name.startswith("nnl_last_error"):
            out.append(f"const nnl_status status = {call};")
            out.append(f"static const char* const arguments[] = {{{arguments}, nullptr}};")
            out.append("player.end(status, arguments);")
            if not name.endswith(("_shutdown", "_scope_end")):
                afterwards.append("player.check_given();")
        elif function.result.pointers:
            out.append(f"const char* const text = {call};")
            out.append("player.end();")
            out.append(f'player.check_text(text, "the result");')
        elif function.result.type == "void":
            out.append(f"{call};")
            out.append("player.end();")
        else:
            out.append(f"(void){call};")
            out.append("player.end();")
        out += sorted(afterwards, key=lambda line: "check_given" in line)
        if name in AFTERWARDS:
            out.append(AFTERWARDS[name])
        return "\n".join([f"void play_{name}(Player& player) {{", *("  " + line for line in out), "}"])

    def source(self):
        functions = self.header.functions
        by_hand = [f for f in functions if f.name in BY_HAND]
        given = {p.type for f in functions for p in f.parameters if p.const}
        statuses = []
        for constant in self.header.constants:
            if statuses or constant.name == "NNL_OK":
                statuses.append(constant.name)
            if constant.name == "NNL_INTERNAL":
                break
        parts = [
            "// Written by generate.py.",
            '#include "player.h"',
            "namespace fuzz {",
            "enum : size_t {" + ", ".join(f"caller_{f.name}" for f in functions) + "};",
            *(f"void play_{f.name}(Player& player);" for f in by_hand),
            "namespace {",
            *(self.field_setter(struct) for struct in self.header.structs if struct.name in given),
            *(self.caller(f) for f in functions if f.name not in BY_HAND),
            "}  // namespace",
            "Caller callers[] = {",
            *(f'    {{"{f.name}", play_{f.name}, {"true" if f.result.type == "nnl_status" else "false"}, 0, 0, 0}},'
              for f in functions),
            "};",
            f"const size_t num_callers = {len(functions)};",
            "bool is_declared(nnl_status status) {",
            "  switch (status) {",
            *(f"    case {status}:" for status in statuses),
            "      return true;",
            "  }",
            "  return false;",
            "}",
            "}  // namespace fuzz",
        ]
        return "\n".join(parts) + "\n"


if __name__ == "__main__":
    source = Generator(declarations.read(sys.argv[1])).source()
    pathlib.Path(sys.argv[2]).write_text(source, encoding="utf-8")
