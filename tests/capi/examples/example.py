import sys
from ctypes import c_int32, c_int64

from nnlite_header import Library

nn = Library(library=sys.argv[1], header=sys.argv[2])

shape = (c_int64 * 2)(4, 3)
contexts = (c_int32 * 12)(1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 6)
x = nn.make("nnl_tensor_from_data", 0, nn.NNL_I32, 2, shape, contexts, 48)
y = nn.make("nnl_tensor_from_data", 0, nn.NNL_I32, 1, shape, (c_int32 * 4)(4, 5, 6, 7), 16)

layers = (c_int64 * 4)(
    nn.make("nnl_embedding_create", 0, 8, 4, None),
    nn.make("nnl_flatten_create", 0),
    nn.make("nnl_linear_create", 0, 12, 8, None),
    nn.make("nnl_batch_norm1d_create", 0, 8, None),
)
model = nn.make("nnl_sequential_create", 0, 4, layers)
parameters = (c_int64 * 5)(*(nn.make("nnl_module_parameter", model, i) for i in range(5)))
sgd = nn.make("nnl_sgd_create", 5, parameters, nn.options("sgd", learning_rate=0.1))

for step in range(50):
    logits = nn.make("nnl_module_forward", model, x)
    loss = nn.make("nnl_cross_entropy", logits, y, None)
    nn.nnl_optimizer_zero_grad(sgd)
    nn.nnl_tensor_backward(loss, 0, 0)
    nn.nnl_optimizer_step(sgd)
    value = nn.make("nnl_tensor_item", loss)
    nn.nnl_tensor_release(logits)
    nn.nnl_tensor_release(loss)
print(f"loss {value:.6f}")
