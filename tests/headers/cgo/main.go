// Includes nnlite.h as it is, and computes a gradient.
package main

// #include <nnlite/nnlite.h>
import "C"

import "log"

func check(status C.nnl_status) {
	if status != C.NNL_OK {
		log.Fatal(C.GoString(C.nnl_last_error_message()))
	}
}

func main() {
	shape := [2]C.int64_t{2, 3}
	var x, product, sum, gradient C.nnl_tensor
	check(C.nnl_tensor_full(0, C.NNL_F64, 2, &shape[0], 2, &x))
	check(C.nnl_tensor_set_requires_grad(x, 1))
	check(C.nnl_multiply(x, x, &product))
	check(C.nnl_sum(product, 0, nil, 0, &sum))
	check(C.nnl_tensor_backward(sum, 0, 0))
	check(C.nnl_tensor_grad(x, &gradient))
	var options C.nnl_conv_options
	C.nnl_conv_options_init(&options, C.sizeof_nnl_conv_options)
	if options.groups != 1 || options.stride[1] != 1 {
		log.Fatal("the defaults are not read")
	}
	var total, value C.double
	var all C.nnl_tensor
	check(C.nnl_tensor_item(sum, &total))
	check(C.nnl_mean(gradient, 0, nil, 0, &all))
	check(C.nnl_tensor_item(all, &value))
	if total != 24 || value != 4 {
		log.Fatalf("%v %v", total, value)
	}
	for _, tensor := range []C.nnl_tensor{x, product, sum, gradient, all} {
		C.nnl_tensor_release(tensor)
	}
	var live C.int64_t
	check(C.nnl_live_handles(&live))
	if live != 0 {
		log.Fatalf("%d handles are live", live)
	}
}
