// Made by generate.py from nnlite.h; do not change it by hand.
package org.nnlite;

import com.sun.jna.NativeLibrary;

/** The functions by JNA's direct mapping. */
final class JnaNative extends Native {
  JnaNative(NativeLibrary library) {
    com.sun.jna.Native.register(Direct.class, library);
  }

  @Override
  int nnl_version() {
    return Direct.nnl_version();
  }

  @Override
  int nnl_abi_version() {
    return Direct.nnl_abi_version();
  }

  @Override
  int nnl_build_info(long buffer, long capacity, long needed) {
    return Direct.nnl_build_info(buffer, capacity, needed);
  }

  @Override
  int nnl_last_error_status() {
    return Direct.nnl_last_error_status();
  }

  @Override
  long nnl_last_error_message() {
    return Direct.nnl_last_error_message();
  }

  @Override
  long nnl_last_error_function() {
    return Direct.nnl_last_error_function();
  }

  @Override
  long nnl_last_error_argument() {
    return Direct.nnl_last_error_argument();
  }

  @Override
  void nnl_set_last_error(long message) {
    Direct.nnl_set_last_error(message);
  }

  @Override
  int nnl_live_handles(long count) {
    return Direct.nnl_live_handles(count);
  }

  @Override
  int nnl_shutdown() {
    return Direct.nnl_shutdown();
  }

  @Override
  int nnl_grad_enabled(long enabled) {
    return Direct.nnl_grad_enabled(enabled);
  }

  @Override
  int nnl_set_grad_enabled(int enabled) {
    return Direct.nnl_set_grad_enabled(enabled);
  }

  @Override
  void nnl_context_options_init(long options, int size) {
    Direct.nnl_context_options_init(options, size);
  }

  @Override
  int nnl_context_create(long options, long context) {
    return Direct.nnl_context_create(options, context);
  }

  @Override
  void nnl_context_release(long context) {
    Direct.nnl_context_release(context);
  }

  @Override
  int nnl_context_set_threads(long context, int threads) {
    return Direct.nnl_context_set_threads(context, threads);
  }

  @Override
  int nnl_context_threads(long context, long threads) {
    return Direct.nnl_context_threads(context, threads);
  }

  @Override
  int nnl_context_memory_used(long context, long bytes) {
    return Direct.nnl_context_memory_used(context, bytes);
  }

  @Override
  int nnl_context_set_memory_limit(long context, long bytes) {
    return Direct.nnl_context_set_memory_limit(context, bytes);
  }

  @Override
  int nnl_context_seed(long context, long seed) {
    return Direct.nnl_context_seed(context, seed);
  }

  @Override
  int nnl_context_set_log_level(long context, int level) {
    return Direct.nnl_context_set_log_level(context, level);
  }

  @Override
  int nnl_context_set_log_callback(long context, long callback, long done, long userData) {
    return Direct.nnl_context_set_log_callback(context, callback, done, userData);
  }

  @Override
  int nnl_tensor_full(long context, int dtype, int rank, long shape, double value, long tensor) {
    return Direct.nnl_tensor_full(context, dtype, rank, shape, value, tensor);
  }

  @Override
  int nnl_tensor_scalar_like(long like, double value, long tensor) {
    return Direct.nnl_tensor_scalar_like(like, value, tensor);
  }

  @Override
  int nnl_tensor_from_data(long context, int dtype, int rank, long shape, long data, long bytes, long tensor) {
    return Direct.nnl_tensor_from_data(context, dtype, rank, shape, data, bytes, tensor);
  }

  @Override
  int nnl_tensor_borrow(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor) {
    return Direct.nnl_tensor_borrow(context, dtype, rank, shape, data, bytes, done, userData, tensor);
  }

  @Override
  int nnl_tensor_borrow_const(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor) {
    return Direct.nnl_tensor_borrow_const(context, dtype, rank, shape, data, bytes, done, userData, tensor);
  }

  @Override
  void nnl_tensor_release(long tensor) {
    Direct.nnl_tensor_release(tensor);
  }

  @Override
  int nnl_tensor_share(long tensor, long other) {
    return Direct.nnl_tensor_share(tensor, other);
  }

  @Override
  int nnl_tensor_dtype(long tensor, long dtype) {
    return Direct.nnl_tensor_dtype(tensor, dtype);
  }

  @Override
  int nnl_tensor_rank(long tensor, long rank) {
    return Direct.nnl_tensor_rank(tensor, rank);
  }

  @Override
  int nnl_tensor_shape(long tensor, long shape, long capacity, long needed) {
    return Direct.nnl_tensor_shape(tensor, shape, capacity, needed);
  }

  @Override
  int nnl_tensor_count(long tensor, long count) {
    return Direct.nnl_tensor_count(tensor, count);
  }

  @Override
  int nnl_tensor_item(long tensor, long value) {
    return Direct.nnl_tensor_item(tensor, value);
  }

  @Override
  int nnl_tensor_read(long tensor, long data, long bytes) {
    return Direct.nnl_tensor_read(tensor, data, bytes);
  }

  @Override
  int nnl_tensor_write(long tensor, long data, long bytes) {
    return Direct.nnl_tensor_write(tensor, data, bytes);
  }

  @Override
  int nnl_tensor_copy_from(long tensor, long source) {
    return Direct.nnl_tensor_copy_from(tensor, source);
  }

  @Override
  int nnl_tensor_data(long tensor, int writing, long data, long bytes) {
    return Direct.nnl_tensor_data(tensor, writing, data, bytes);
  }

  @Override
  int nnl_tensor_context(long tensor, long context) {
    return Direct.nnl_tensor_context(tensor, context);
  }

  @Override
  int nnl_module_context(long module, long context) {
    return Direct.nnl_module_context(module, context);
  }

  @Override
  int nnl_tensor_requires_grad(long tensor, long requiresGrad) {
    return Direct.nnl_tensor_requires_grad(tensor, requiresGrad);
  }

  @Override
  int nnl_tensor_set_requires_grad(long tensor, int requiresGrad) {
    return Direct.nnl_tensor_set_requires_grad(tensor, requiresGrad);
  }

  @Override
  int nnl_tensor_backward(long tensor, long gradient, int retainGraph) {
    return Direct.nnl_tensor_backward(tensor, gradient, retainGraph);
  }

  @Override
  int nnl_tensor_grad(long tensor, long gradient) {
    return Direct.nnl_tensor_grad(tensor, gradient);
  }

  @Override
  int nnl_tensor_set_grad(long tensor, long gradient) {
    return Direct.nnl_tensor_set_grad(tensor, gradient);
  }

  @Override
  int nnl_tensor_grad_rows(long tensor, long rows, long values) {
    return Direct.nnl_tensor_grad_rows(tensor, rows, values);
  }

  @Override
  int nnl_tensor_zero_grad(long tensor) {
    return Direct.nnl_tensor_zero_grad(tensor);
  }

  @Override
  int nnl_add(long a, long b, long result) {
    return Direct.nnl_add(a, b, result);
  }

  @Override
  int nnl_subtract(long a, long b, long result) {
    return Direct.nnl_subtract(a, b, result);
  }

  @Override
  int nnl_multiply(long a, long b, long result) {
    return Direct.nnl_multiply(a, b, result);
  }

  @Override
  int nnl_divide(long a, long b, long result) {
    return Direct.nnl_divide(a, b, result);
  }

  @Override
  int nnl_affine(long x, double scale, double shift, long result) {
    return Direct.nnl_affine(x, scale, shift, result);
  }

  @Override
  int nnl_matmul(long a, long b, long result) {
    return Direct.nnl_matmul(a, b, result);
  }

  @Override
  int nnl_linear(long x, long weight, long bias, long result) {
    return Direct.nnl_linear(x, weight, bias, result);
  }

  @Override
  int nnl_reshape(long x, int rank, long shape, long result) {
    return Direct.nnl_reshape(x, rank, shape, result);
  }

  @Override
  int nnl_flatten(long x, long startAxis, long endAxis, long result) {
    return Direct.nnl_flatten(x, startAxis, endAxis, result);
  }

  @Override
  int nnl_transpose(long x, long axis0, long axis1, long result) {
    return Direct.nnl_transpose(x, axis0, axis1, result);
  }

  @Override
  int nnl_clone(long x, long result) {
    return Direct.nnl_clone(x, result);
  }

  @Override
  int nnl_detach(long x, long result) {
    return Direct.nnl_detach(x, result);
  }

  @Override
  int nnl_sum(long x, int numAxes, long axes, int keepdim, long result) {
    return Direct.nnl_sum(x, numAxes, axes, keepdim, result);
  }

  @Override
  int nnl_mean(long x, int numAxes, long axes, int keepdim, long result) {
    return Direct.nnl_mean(x, numAxes, axes, keepdim, result);
  }

  @Override
  int nnl_sigmoid(long x, long result) {
    return Direct.nnl_sigmoid(x, result);
  }

  @Override
  int nnl_tanh(long x, long result) {
    return Direct.nnl_tanh(x, result);
  }

  @Override
  int nnl_relu(long x, long result) {
    return Direct.nnl_relu(x, result);
  }

  @Override
  int nnl_leaky_relu(long x, double negativeSlope, long result) {
    return Direct.nnl_leaky_relu(x, negativeSlope, result);
  }

  @Override
  int nnl_softmax(long x, long axis, long result) {
    return Direct.nnl_softmax(x, axis, result);
  }

  @Override
  int nnl_log_softmax(long x, long axis, long result) {
    return Direct.nnl_log_softmax(x, axis, result);
  }

  @Override
  int nnl_mse_loss(long input, long target, int reduction, long result) {
    return Direct.nnl_mse_loss(input, target, reduction, result);
  }

  @Override
  void nnl_cross_entropy_options_init(long options, int size) {
    Direct.nnl_cross_entropy_options_init(options, size);
  }

  @Override
  int nnl_cross_entropy(long logits, long target, long options, long result) {
    return Direct.nnl_cross_entropy(logits, target, options, result);
  }

  @Override
  int nnl_l1_loss(long input, long target, int reduction, long result) {
    return Direct.nnl_l1_loss(input, target, reduction, result);
  }

  @Override
  int nnl_smooth_l1_loss(long input, long target, double beta, int reduction, long result) {
    return Direct.nnl_smooth_l1_loss(input, target, beta, reduction, result);
  }

  @Override
  int nnl_huber_loss(long input, long target, double delta, int reduction, long result) {
    return Direct.nnl_huber_loss(input, target, delta, reduction, result);
  }

  @Override
  int nnl_bce_loss(long input, long target, long weight, int reduction, long result) {
    return Direct.nnl_bce_loss(input, target, weight, reduction, result);
  }

  @Override
  int nnl_bce_with_logits_loss(long input, long target, long weight, long posWeight, int reduction, long result) {
    return Direct.nnl_bce_with_logits_loss(input, target, weight, posWeight, reduction, result);
  }

  @Override
  int nnl_nll_loss(long input, long target, long weight, long ignoreIndex, int reduction, long result) {
    return Direct.nnl_nll_loss(input, target, weight, ignoreIndex, reduction, result);
  }

  @Override
  int nnl_cosine_embedding_loss(long a, long b, long target, double margin, int reduction, long result) {
    return Direct.nnl_cosine_embedding_loss(a, b, target, margin, reduction, result);
  }

  @Override
  void nnl_triplet_margin_options_init(long options, int size) {
    Direct.nnl_triplet_margin_options_init(options, size);
  }

  @Override
  int nnl_triplet_margin_loss(long anchor, long positive, long negative, long options, long result) {
    return Direct.nnl_triplet_margin_loss(anchor, positive, negative, options, result);
  }

  @Override
  void nnl_embedding_options_init(long options, int size) {
    Direct.nnl_embedding_options_init(options, size);
  }

  @Override
  int nnl_embedding(long weight, long indices, long options, long result) {
    return Direct.nnl_embedding(weight, indices, options, result);
  }

  @Override
  void nnl_batch_norm_options_init(long options, int size) {
    Direct.nnl_batch_norm_options_init(options, size);
  }

  @Override
  int nnl_batch_norm(long x, long weight, long bias, long runningMean, long runningVar, long numBatchesTracked, int training, long options, long result) {
    return Direct.nnl_batch_norm(x, weight, bias, runningMean, runningVar, numBatchesTracked, training, options, result);
  }

  @Override
  int nnl_embedding_create(long context, long numEmbeddings, long embeddingDim, long options, long module) {
    return Direct.nnl_embedding_create(context, numEmbeddings, embeddingDim, options, module);
  }

  @Override
  void nnl_linear_options_init(long options, int size) {
    Direct.nnl_linear_options_init(options, size);
  }

  @Override
  int nnl_linear_create(long context, long inFeatures, long outFeatures, long options, long module) {
    return Direct.nnl_linear_create(context, inFeatures, outFeatures, options, module);
  }

  @Override
  int nnl_batch_norm1d_create(long context, long numFeatures, long options, long module) {
    return Direct.nnl_batch_norm1d_create(context, numFeatures, options, module);
  }

  @Override
  int nnl_batch_norm2d_create(long context, long numFeatures, long options, long module) {
    return Direct.nnl_batch_norm2d_create(context, numFeatures, options, module);
  }

  @Override
  int nnl_batch_norm3d_create(long context, long numFeatures, long options, long module) {
    return Direct.nnl_batch_norm3d_create(context, numFeatures, options, module);
  }

  @Override
  int nnl_flatten_create(long context, long module) {
    return Direct.nnl_flatten_create(context, module);
  }

  @Override
  int nnl_sigmoid_create(long context, long module) {
    return Direct.nnl_sigmoid_create(context, module);
  }

  @Override
  int nnl_tanh_create(long context, long module) {
    return Direct.nnl_tanh_create(context, module);
  }

  @Override
  int nnl_relu_create(long context, long module) {
    return Direct.nnl_relu_create(context, module);
  }

  @Override
  int nnl_leaky_relu_create(long context, double negativeSlope, long module) {
    return Direct.nnl_leaky_relu_create(context, negativeSlope, module);
  }

  @Override
  int nnl_mse_loss_create(long context, int reduction, long module) {
    return Direct.nnl_mse_loss_create(context, reduction, module);
  }

  @Override
  int nnl_l1_loss_create(long context, int reduction, long module) {
    return Direct.nnl_l1_loss_create(context, reduction, module);
  }

  @Override
  int nnl_smooth_l1_loss_create(long context, double beta, int reduction, long module) {
    return Direct.nnl_smooth_l1_loss_create(context, beta, reduction, module);
  }

  @Override
  int nnl_huber_loss_create(long context, double delta, int reduction, long module) {
    return Direct.nnl_huber_loss_create(context, delta, reduction, module);
  }

  @Override
  int nnl_bce_loss_create(long context, long weight, int reduction, long module) {
    return Direct.nnl_bce_loss_create(context, weight, reduction, module);
  }

  @Override
  int nnl_bce_with_logits_loss_create(long context, long weight, long posWeight, int reduction, long module) {
    return Direct.nnl_bce_with_logits_loss_create(context, weight, posWeight, reduction, module);
  }

  @Override
  int nnl_nll_loss_create(long context, long weight, long ignoreIndex, int reduction, long module) {
    return Direct.nnl_nll_loss_create(context, weight, ignoreIndex, reduction, module);
  }

  @Override
  int nnl_cross_entropy_loss_create(long context, long options, long module) {
    return Direct.nnl_cross_entropy_loss_create(context, options, module);
  }

  @Override
  int nnl_cosine_embedding_loss_create(long context, double margin, int reduction, long module) {
    return Direct.nnl_cosine_embedding_loss_create(context, margin, reduction, module);
  }

  @Override
  int nnl_triplet_margin_loss_create(long context, long options, long module) {
    return Direct.nnl_triplet_margin_loss_create(context, options, module);
  }

  @Override
  int nnl_sequential_create(long context, long count, long modules, long module) {
    return Direct.nnl_sequential_create(context, count, modules, module);
  }

  @Override
  void nnl_module_release(long module) {
    Direct.nnl_module_release(module);
  }

  @Override
  int nnl_module_forward(long module, long input, long output) {
    return Direct.nnl_module_forward(module, input, output);
  }

  @Override
  int nnl_module_forward_inputs(long module, long count, long inputs, long output) {
    return Direct.nnl_module_forward_inputs(module, count, inputs, output);
  }

  @Override
  int nnl_module_train(long module, int training) {
    return Direct.nnl_module_train(module, training);
  }

  @Override
  int nnl_module_is_training(long module, long training) {
    return Direct.nnl_module_is_training(module, training);
  }

  @Override
  int nnl_module_set_requires_grad(long module, int requiresGrad) {
    return Direct.nnl_module_set_requires_grad(module, requiresGrad);
  }

  @Override
  int nnl_module_zero_grad(long module) {
    return Direct.nnl_module_zero_grad(module);
  }

  @Override
  int nnl_module_num_parameters(long module, long count) {
    return Direct.nnl_module_num_parameters(module, count);
  }

  @Override
  int nnl_module_parameter(long module, long index, long parameter) {
    return Direct.nnl_module_parameter(module, index, parameter);
  }

  @Override
  int nnl_module_parameter_name(long module, long index, long name, long capacity, long needed) {
    return Direct.nnl_module_parameter_name(module, index, name, capacity, needed);
  }

  @Override
  int nnl_module_num_buffers(long module, long count) {
    return Direct.nnl_module_num_buffers(module, count);
  }

  @Override
  int nnl_module_buffer(long module, long index, long buffer) {
    return Direct.nnl_module_buffer(module, index, buffer);
  }

  @Override
  int nnl_module_buffer_name(long module, long index, long name, long capacity, long needed) {
    return Direct.nnl_module_buffer_name(module, index, name, capacity, needed);
  }

  @Override
  int nnl_module_tensor(long module, long name, long tensor) {
    return Direct.nnl_module_tensor(module, name, tensor);
  }

  @Override
  int nnl_module_save(long module, long path) {
    return Direct.nnl_module_save(module, path);
  }

  @Override
  int nnl_module_load(long module, long path) {
    return Direct.nnl_module_load(module, path);
  }

  @Override
  int nnl_init_constant(long tensor, double value) {
    return Direct.nnl_init_constant(tensor, value);
  }

  @Override
  int nnl_init_uniform(long tensor, double low, double high) {
    return Direct.nnl_init_uniform(tensor, low, high);
  }

  @Override
  int nnl_init_normal(long tensor, double mean, double std) {
    return Direct.nnl_init_normal(tensor, mean, std);
  }

  @Override
  int nnl_init_xavier_uniform(long tensor, double gain) {
    return Direct.nnl_init_xavier_uniform(tensor, gain);
  }

  @Override
  int nnl_init_xavier_normal(long tensor, double gain) {
    return Direct.nnl_init_xavier_normal(tensor, gain);
  }

  @Override
  int nnl_init_kaiming_uniform(long tensor, double slope, int mode, int nonlinearity) {
    return Direct.nnl_init_kaiming_uniform(tensor, slope, mode, nonlinearity);
  }

  @Override
  int nnl_init_kaiming_normal(long tensor, double slope, int mode, int nonlinearity) {
    return Direct.nnl_init_kaiming_normal(tensor, slope, mode, nonlinearity);
  }

  @Override
  int nnl_init_gain(int nonlinearity, double slope, long gain) {
    return Direct.nnl_init_gain(nonlinearity, slope, gain);
  }

  @Override
  void nnl_sgd_options_init(long options, int size) {
    Direct.nnl_sgd_options_init(options, size);
  }

  @Override
  int nnl_sgd_create(long count, long parameters, long options, long optimizer) {
    return Direct.nnl_sgd_create(count, parameters, options, optimizer);
  }

  @Override
  int nnl_sgd_add_group(long optimizer, long count, long parameters, long options) {
    return Direct.nnl_sgd_add_group(optimizer, count, parameters, options);
  }

  @Override
  void nnl_optimizer_release(long optimizer) {
    Direct.nnl_optimizer_release(optimizer);
  }

  @Override
  int nnl_optimizer_step(long optimizer) {
    return Direct.nnl_optimizer_step(optimizer);
  }

  @Override
  int nnl_optimizer_settle(long optimizer) {
    return Direct.nnl_optimizer_settle(optimizer);
  }

  @Override
  int nnl_optimizer_zero_grad(long optimizer) {
    return Direct.nnl_optimizer_zero_grad(optimizer);
  }

  @Override
  int nnl_optimizer_num_groups(long optimizer, long count) {
    return Direct.nnl_optimizer_num_groups(optimizer, count);
  }

  @Override
  int nnl_optimizer_learning_rate(long optimizer, long group, long learningRate) {
    return Direct.nnl_optimizer_learning_rate(optimizer, group, learningRate);
  }

  @Override
  int nnl_optimizer_set_learning_rate(long optimizer, long group, double learningRate) {
    return Direct.nnl_optimizer_set_learning_rate(optimizer, group, learningRate);
  }

  @Override
  int nnl_clip_grad_norm(long count, long parameters, double maxNorm, double normType, int errorIfNonfinite, long norm) {
    return Direct.nnl_clip_grad_norm(count, parameters, maxNorm, normType, errorIfNonfinite, norm);
  }

  @Override
  int nnl_clip_grad_value(long count, long parameters, double clipValue) {
    return Direct.nnl_clip_grad_value(count, parameters, clipValue);
  }

  @Override
  void nnl_loader_options_init(long options, int size) {
    Direct.nnl_loader_options_init(options, size);
  }

  @Override
  int nnl_loader_create(long count, long tensors, long options, long loader) {
    return Direct.nnl_loader_create(count, tensors, options, loader);
  }

  @Override
  void nnl_loader_release(long loader) {
    Direct.nnl_loader_release(loader);
  }

  @Override
  int nnl_loader_next(long loader, long count, long batch) {
    return Direct.nnl_loader_next(loader, count, batch);
  }

  @Override
  int nnl_loader_num_batches(long loader, long count) {
    return Direct.nnl_loader_num_batches(loader, count);
  }

  @Override
  int nnl_loader_epoch(long loader, long epoch) {
    return Direct.nnl_loader_epoch(loader, epoch);
  }

  @Override
  void nnl_train_step_options_init(long options, int size) {
    Direct.nnl_train_step_options_init(options, size);
  }

  @Override
  int nnl_train_step(long model, long loss, long optimizer, long numInputs, long inputs, long numTargets, long targets, long options, long value) {
    return Direct.nnl_train_step(model, loss, optimizer, numInputs, inputs, numTargets, targets, options, value);
  }

  @Override
  int nnl_evaluate(long model, long loss, long loader, long numInputs, long value) {
    return Direct.nnl_evaluate(model, loss, loader, numInputs, value);
  }

  @Override
  void nnl_fit_options_init(long options, int size) {
    Direct.nnl_fit_options_init(options, size);
  }

  @Override
  void nnl_fit_report_init(long report, int size) {
    Direct.nnl_fit_report_init(report, size);
  }

  @Override
  int nnl_fit(long model, long loss, long optimizer, long loader, long options, long callback, long userData, long report) {
    return Direct.nnl_fit(model, loss, optimizer, loader, options, callback, userData, report);
  }

  @Override
  void nnl_checkpoint_parts_init(long parts, int size) {
    Direct.nnl_checkpoint_parts_init(parts, size);
  }

  @Override
  int nnl_checkpoint_save(long path, long parts) {
    return Direct.nnl_checkpoint_save(path, parts);
  }

  @Override
  int nnl_checkpoint_load(long path, long parts) {
    return Direct.nnl_checkpoint_load(path, parts);
  }

  @Override
  int nnl_exp(long x, long result) {
    return Direct.nnl_exp(x, result);
  }

  @Override
  int nnl_log(long x, long result) {
    return Direct.nnl_log(x, result);
  }

  @Override
  int nnl_sqrt(long x, long result) {
    return Direct.nnl_sqrt(x, result);
  }

  @Override
  int nnl_abs(long x, long result) {
    return Direct.nnl_abs(x, result);
  }

  @Override
  int nnl_negative(long x, long result) {
    return Direct.nnl_negative(x, result);
  }

  @Override
  int nnl_reciprocal(long x, long result) {
    return Direct.nnl_reciprocal(x, result);
  }

  @Override
  int nnl_pow(long x, double exponent, long result) {
    return Direct.nnl_pow(x, exponent, result);
  }

  @Override
  int nnl_pow_tensor(long x, long exponent, long result) {
    return Direct.nnl_pow_tensor(x, exponent, result);
  }

  @Override
  int nnl_clamp(long x, double low, double high, long result) {
    return Direct.nnl_clamp(x, low, high, result);
  }

  @Override
  int nnl_minimum(long a, long b, long result) {
    return Direct.nnl_minimum(a, b, result);
  }

  @Override
  int nnl_maximum(long a, long b, long result) {
    return Direct.nnl_maximum(a, b, result);
  }

  @Override
  int nnl_eq(long a, long b, long result) {
    return Direct.nnl_eq(a, b, result);
  }

  @Override
  int nnl_ne(long a, long b, long result) {
    return Direct.nnl_ne(a, b, result);
  }

  @Override
  int nnl_lt(long a, long b, long result) {
    return Direct.nnl_lt(a, b, result);
  }

  @Override
  int nnl_le(long a, long b, long result) {
    return Direct.nnl_le(a, b, result);
  }

  @Override
  int nnl_gt(long a, long b, long result) {
    return Direct.nnl_gt(a, b, result);
  }

  @Override
  int nnl_ge(long a, long b, long result) {
    return Direct.nnl_ge(a, b, result);
  }

  @Override
  int nnl_eq_scalar(long a, double b, long result) {
    return Direct.nnl_eq_scalar(a, b, result);
  }

  @Override
  int nnl_ne_scalar(long a, double b, long result) {
    return Direct.nnl_ne_scalar(a, b, result);
  }

  @Override
  int nnl_lt_scalar(long a, double b, long result) {
    return Direct.nnl_lt_scalar(a, b, result);
  }

  @Override
  int nnl_le_scalar(long a, double b, long result) {
    return Direct.nnl_le_scalar(a, b, result);
  }

  @Override
  int nnl_gt_scalar(long a, double b, long result) {
    return Direct.nnl_gt_scalar(a, b, result);
  }

  @Override
  int nnl_ge_scalar(long a, double b, long result) {
    return Direct.nnl_ge_scalar(a, b, result);
  }

  @Override
  int nnl_logical_not(long x, long result) {
    return Direct.nnl_logical_not(x, result);
  }

  @Override
  int nnl_logical_and(long a, long b, long result) {
    return Direct.nnl_logical_and(a, b, result);
  }

  @Override
  int nnl_logical_or(long a, long b, long result) {
    return Direct.nnl_logical_or(a, b, result);
  }

  @Override
  int nnl_where(long condition, long a, long b, long result) {
    return Direct.nnl_where(condition, a, b, result);
  }

  @Override
  int nnl_masked_fill(long x, long mask, double value, long result) {
    return Direct.nnl_masked_fill(x, mask, value, result);
  }

  @Override
  int nnl_max(long x, long result) {
    return Direct.nnl_max(x, result);
  }

  @Override
  int nnl_min(long x, long result) {
    return Direct.nnl_min(x, result);
  }

  @Override
  int nnl_max_along(long x, long axis, int keepdim, long values, long indices) {
    return Direct.nnl_max_along(x, axis, keepdim, values, indices);
  }

  @Override
  int nnl_min_along(long x, long axis, int keepdim, long values, long indices) {
    return Direct.nnl_min_along(x, axis, keepdim, values, indices);
  }

  @Override
  int nnl_argmax(long x, int keepdim, long result) {
    return Direct.nnl_argmax(x, keepdim, result);
  }

  @Override
  int nnl_argmin(long x, int keepdim, long result) {
    return Direct.nnl_argmin(x, keepdim, result);
  }

  @Override
  int nnl_argmax_along(long x, long axis, int keepdim, long result) {
    return Direct.nnl_argmax_along(x, axis, keepdim, result);
  }

  @Override
  int nnl_argmin_along(long x, long axis, int keepdim, long result) {
    return Direct.nnl_argmin_along(x, axis, keepdim, result);
  }

  @Override
  int nnl_topk(long x, long k, long axis, int largest, long values, long indices) {
    return Direct.nnl_topk(x, k, axis, largest, values, indices);
  }

  @Override
  int nnl_var(long x, int numAxes, long axes, long correction, int keepdim, long result) {
    return Direct.nnl_var(x, numAxes, axes, correction, keepdim, result);
  }

  @Override
  int nnl_std(long x, int numAxes, long axes, long correction, int keepdim, long result) {
    return Direct.nnl_std(x, numAxes, axes, correction, keepdim, result);
  }

  @Override
  int nnl_norm(long x, double p, int numAxes, long axes, int keepdim, long result) {
    return Direct.nnl_norm(x, p, numAxes, axes, keepdim, result);
  }

  @Override
  int nnl_cat(long count, long tensors, long axis, long result) {
    return Direct.nnl_cat(count, tensors, axis, result);
  }

  @Override
  int nnl_stack(long count, long tensors, long axis, long result) {
    return Direct.nnl_stack(count, tensors, axis, result);
  }

  @Override
  int nnl_split(long x, long axis, long count, long sizes, long parts) {
    return Direct.nnl_split(x, axis, count, sizes, parts);
  }

  @Override
  int nnl_slice(long x, long axis, long start, long stop, long step, long result) {
    return Direct.nnl_slice(x, axis, start, stop, step, result);
  }

  @Override
  int nnl_gather(long x, long axis, long index, long result) {
    return Direct.nnl_gather(x, axis, index, result);
  }

  @Override
  int nnl_index_select(long x, long axis, long index, long result) {
    return Direct.nnl_index_select(x, axis, index, result);
  }

  @Override
  int nnl_one_hot(long index, long classes, long result) {
    return Direct.nnl_one_hot(index, classes, result);
  }

  @Override
  int nnl_permute(long x, int numAxes, long axes, long result) {
    return Direct.nnl_permute(x, numAxes, axes, result);
  }

  @Override
  int nnl_squeeze(long x, int numAxes, long axes, long result) {
    return Direct.nnl_squeeze(x, numAxes, axes, result);
  }

  @Override
  int nnl_unsqueeze(long x, long axis, long result) {
    return Direct.nnl_unsqueeze(x, axis, result);
  }

  @Override
  int nnl_expand(long x, int rank, long shape, long result) {
    return Direct.nnl_expand(x, rank, shape, result);
  }

  @Override
  int nnl_bmm(long a, long b, long result) {
    return Direct.nnl_bmm(a, b, result);
  }

  @Override
  int nnl_cosine_similarity(long a, long b, long axis, double eps, long result) {
    return Direct.nnl_cosine_similarity(a, b, axis, eps, result);
  }

  @Override
  int nnl_module_create(long context, long kind, long forward, long done, long userData, long module) {
    return Direct.nnl_module_create(context, kind, forward, done, userData, module);
  }

  @Override
  int nnl_module_add_parameter(long module, long name, long parameter) {
    return Direct.nnl_module_add_parameter(module, name, parameter);
  }

  @Override
  int nnl_module_add_buffer(long module, long name, long buffer) {
    return Direct.nnl_module_add_buffer(module, name, buffer);
  }

  @Override
  int nnl_module_add_child(long module, long name, long child) {
    return Direct.nnl_module_add_child(module, name, child);
  }

  @Override
  int nnl_module_share(long module, long other) {
    return Direct.nnl_module_share(module, other);
  }

  @Override
  int nnl_module_kind(long module, long kind, long capacity, long needed) {
    return Direct.nnl_module_kind(module, kind, capacity, needed);
  }

  @Override
  int nnl_module_num_children(long module, long count) {
    return Direct.nnl_module_num_children(module, count);
  }

  @Override
  int nnl_module_child(long module, long index, long child) {
    return Direct.nnl_module_child(module, index, child);
  }

  @Override
  int nnl_module_child_name(long module, long index, long name, long capacity, long needed) {
    return Direct.nnl_module_child_name(module, index, name, capacity, needed);
  }

  @Override
  int nnl_module_summary(long module, long count, long inputs, long text, long capacity, long needed) {
    return Direct.nnl_module_summary(module, count, inputs, text, capacity, needed);
  }

  @Override
  int nnl_custom_op(long name, long count, long inputs, long forward, long backward, long done, long userData, long output) {
    return Direct.nnl_custom_op(name, count, inputs, forward, backward, done, userData, output);
  }

  @Override
  void nnl_gradcheck_options_init(long options, int size) {
    Direct.nnl_gradcheck_options_init(options, size);
  }

  @Override
  int nnl_gradcheck(long function, long userData, long count, long inputs, long options, long passed, long report, long capacity, long needed) {
    return Direct.nnl_gradcheck(function, userData, count, inputs, options, passed, report, capacity, needed);
  }

  @Override
  void nnl_load_options_init(long options, int size) {
    Direct.nnl_load_options_init(options, size);
  }

  @Override
  int nnl_module_load_with(long module, long path, long options, long report) {
    return Direct.nnl_module_load_with(module, path, options, report);
  }

  @Override
  void nnl_load_report_release(long report) {
    Direct.nnl_load_report_release(report);
  }

  @Override
  int nnl_load_report_count(long report, int list, long count) {
    return Direct.nnl_load_report_count(report, list, count);
  }

  @Override
  int nnl_load_report_name(long report, int list, long index, long name, long capacity, long needed) {
    return Direct.nnl_load_report_name(report, list, index, name, capacity, needed);
  }

  @Override
  void nnl_conv_options_init(long options, int size) {
    Direct.nnl_conv_options_init(options, size);
  }

  @Override
  int nnl_conv1d(long x, long weight, long bias, long options, long result) {
    return Direct.nnl_conv1d(x, weight, bias, options, result);
  }

  @Override
  int nnl_conv2d(long x, long weight, long bias, long options, long result) {
    return Direct.nnl_conv2d(x, weight, bias, options, result);
  }

  @Override
  int nnl_conv1d_create(long context, long inChannels, long outChannels, long kernel, long options, long module) {
    return Direct.nnl_conv1d_create(context, inChannels, outChannels, kernel, options, module);
  }

  @Override
  int nnl_conv2d_create(long context, long inChannels, long outChannels, long kernelHeight, long kernelWidth, long options, long module) {
    return Direct.nnl_conv2d_create(context, inChannels, outChannels, kernelHeight, kernelWidth, options, module);
  }

  @Override
  void nnl_layer_norm_options_init(long options, int size) {
    Direct.nnl_layer_norm_options_init(options, size);
  }

  @Override
  int nnl_layer_norm(long x, int rank, long normalizedShape, long weight, long bias, double eps, long result) {
    return Direct.nnl_layer_norm(x, rank, normalizedShape, weight, bias, eps, result);
  }

  @Override
  int nnl_layer_norm_create(long context, int rank, long normalizedShape, long options, long module) {
    return Direct.nnl_layer_norm_create(context, rank, normalizedShape, options, module);
  }

  @Override
  void nnl_group_norm_options_init(long options, int size) {
    Direct.nnl_group_norm_options_init(options, size);
  }

  @Override
  int nnl_group_norm(long x, long numGroups, long weight, long bias, double eps, long result) {
    return Direct.nnl_group_norm(x, numGroups, weight, bias, eps, result);
  }

  @Override
  int nnl_group_norm_create(long context, long numGroups, long numChannels, long options, long module) {
    return Direct.nnl_group_norm_create(context, numGroups, numChannels, options, module);
  }

  @Override
  void nnl_max_pool2d_options_init(long options, int size) {
    Direct.nnl_max_pool2d_options_init(options, size);
  }

  @Override
  void nnl_avg_pool2d_options_init(long options, int size) {
    Direct.nnl_avg_pool2d_options_init(options, size);
  }

  @Override
  int nnl_max_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result) {
    return Direct.nnl_max_pool2d(x, kernelHeight, kernelWidth, options, result);
  }

  @Override
  int nnl_avg_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result) {
    return Direct.nnl_avg_pool2d(x, kernelHeight, kernelWidth, options, result);
  }

  @Override
  int nnl_adaptive_avg_pool2d(long x, long outHeight, long outWidth, long result) {
    return Direct.nnl_adaptive_avg_pool2d(x, outHeight, outWidth, result);
  }

  @Override
  int nnl_max_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module) {
    return Direct.nnl_max_pool2d_create(context, kernelHeight, kernelWidth, options, module);
  }

  @Override
  int nnl_avg_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module) {
    return Direct.nnl_avg_pool2d_create(context, kernelHeight, kernelWidth, options, module);
  }

  @Override
  int nnl_adaptive_avg_pool2d_create(long context, long outHeight, long outWidth, long module) {
    return Direct.nnl_adaptive_avg_pool2d_create(context, outHeight, outWidth, module);
  }

  @Override
  void nnl_adam_options_init(long options, int size) {
    Direct.nnl_adam_options_init(options, size);
  }

  @Override
  int nnl_adam_create(long count, long parameters, long options, long optimizer) {
    return Direct.nnl_adam_create(count, parameters, options, optimizer);
  }

  @Override
  int nnl_adam_add_group(long optimizer, long count, long parameters, long options) {
    return Direct.nnl_adam_add_group(optimizer, count, parameters, options);
  }

  @Override
  void nnl_adamw_options_init(long options, int size) {
    Direct.nnl_adamw_options_init(options, size);
  }

  @Override
  int nnl_adamw_create(long count, long parameters, long options, long optimizer) {
    return Direct.nnl_adamw_create(count, parameters, options, optimizer);
  }

  @Override
  int nnl_adamw_add_group(long optimizer, long count, long parameters, long options) {
    return Direct.nnl_adamw_add_group(optimizer, count, parameters, options);
  }

  @Override
  void nnl_sparse_adam_options_init(long options, int size) {
    Direct.nnl_sparse_adam_options_init(options, size);
  }

  @Override
  int nnl_sparse_adam_create(long count, long parameters, long options, long optimizer) {
    return Direct.nnl_sparse_adam_create(count, parameters, options, optimizer);
  }

  @Override
  int nnl_sparse_adam_add_group(long optimizer, long count, long parameters, long options) {
    return Direct.nnl_sparse_adam_add_group(optimizer, count, parameters, options);
  }

  @Override
  void nnl_adagrad_options_init(long options, int size) {
    Direct.nnl_adagrad_options_init(options, size);
  }

  @Override
  int nnl_adagrad_create(long count, long parameters, long options, long optimizer) {
    return Direct.nnl_adagrad_create(count, parameters, options, optimizer);
  }

  @Override
  int nnl_adagrad_add_group(long optimizer, long count, long parameters, long options) {
    return Direct.nnl_adagrad_add_group(optimizer, count, parameters, options);
  }

  @Override
  void nnl_rmsprop_options_init(long options, int size) {
    Direct.nnl_rmsprop_options_init(options, size);
  }

  @Override
  int nnl_rmsprop_create(long count, long parameters, long options, long optimizer) {
    return Direct.nnl_rmsprop_create(count, parameters, options, optimizer);
  }

  @Override
  int nnl_rmsprop_add_group(long optimizer, long count, long parameters, long options) {
    return Direct.nnl_rmsprop_add_group(optimizer, count, parameters, options);
  }

  @Override
  int nnl_optimizer_momentum(long optimizer, long group, long momentum) {
    return Direct.nnl_optimizer_momentum(optimizer, group, momentum);
  }

  @Override
  int nnl_optimizer_set_momentum(long optimizer, long group, double momentum) {
    return Direct.nnl_optimizer_set_momentum(optimizer, group, momentum);
  }

  @Override
  int nnl_elu(long x, double alpha, long result) {
    return Direct.nnl_elu(x, alpha, result);
  }

  @Override
  int nnl_gelu(long x, int approximate, long result) {
    return Direct.nnl_gelu(x, approximate, result);
  }

  @Override
  int nnl_silu(long x, long result) {
    return Direct.nnl_silu(x, result);
  }

  @Override
  int nnl_softplus(long x, double beta, double threshold, long result) {
    return Direct.nnl_softplus(x, beta, threshold, result);
  }

  @Override
  int nnl_hardtanh(long x, double minVal, double maxVal, long result) {
    return Direct.nnl_hardtanh(x, minVal, maxVal, result);
  }

  @Override
  int nnl_prelu(long x, long weight, long result) {
    return Direct.nnl_prelu(x, weight, result);
  }

  @Override
  int nnl_dropout(long x, double p, int training, long result) {
    return Direct.nnl_dropout(x, p, training, result);
  }

  @Override
  int nnl_elu_create(long context, double alpha, long module) {
    return Direct.nnl_elu_create(context, alpha, module);
  }

  @Override
  int nnl_gelu_create(long context, int approximate, long module) {
    return Direct.nnl_gelu_create(context, approximate, module);
  }

  @Override
  int nnl_silu_create(long context, long module) {
    return Direct.nnl_silu_create(context, module);
  }

  @Override
  int nnl_softplus_create(long context, double beta, double threshold, long module) {
    return Direct.nnl_softplus_create(context, beta, threshold, module);
  }

  @Override
  int nnl_hardtanh_create(long context, double minVal, double maxVal, long module) {
    return Direct.nnl_hardtanh_create(context, minVal, maxVal, module);
  }

  @Override
  int nnl_prelu_create(long context, long numParameters, double init, int dtype, long module) {
    return Direct.nnl_prelu_create(context, numParameters, init, dtype, module);
  }

  @Override
  int nnl_softmax_create(long context, long axis, long module) {
    return Direct.nnl_softmax_create(context, axis, module);
  }

  @Override
  int nnl_log_softmax_create(long context, long axis, long module) {
    return Direct.nnl_log_softmax_create(context, axis, module);
  }

  @Override
  int nnl_dropout_create(long context, double p, long module) {
    return Direct.nnl_dropout_create(context, p, module);
  }

  @Override
  void nnl_embedding_bag_options_init(long options, int size) {
    Direct.nnl_embedding_bag_options_init(options, size);
  }

  @Override
  int nnl_embedding_bag(long weight, long indices, long offsets, long perSampleWeights, long options, long result) {
    return Direct.nnl_embedding_bag(weight, indices, offsets, perSampleWeights, options, result);
  }

  @Override
  int nnl_embedding_bag_create(long context, long numEmbeddings, long embeddingDim, long options, long module) {
    return Direct.nnl_embedding_bag_create(context, numEmbeddings, embeddingDim, options, module);
  }

  @Override
  int nnl_embedding_from_pretrained(long weight, int freeze, long options, long module) {
    return Direct.nnl_embedding_from_pretrained(weight, freeze, options, module);
  }

  @Override
  int nnl_embedding_bag_from_pretrained(long weight, int freeze, long options, long module) {
    return Direct.nnl_embedding_bag_from_pretrained(weight, freeze, options, module);
  }

  @Override
  int nnl_step_lr_create(long optimizer, long stepSize, double gamma, long schedule) {
    return Direct.nnl_step_lr_create(optimizer, stepSize, gamma, schedule);
  }

  @Override
  int nnl_multi_step_lr_create(long optimizer, long count, long milestones, double gamma, long schedule) {
    return Direct.nnl_multi_step_lr_create(optimizer, count, milestones, gamma, schedule);
  }

  @Override
  int nnl_exponential_lr_create(long optimizer, double gamma, long schedule) {
    return Direct.nnl_exponential_lr_create(optimizer, gamma, schedule);
  }

  @Override
  int nnl_linear_lr_create(long optimizer, double startFactor, double endFactor, long totalIters, long schedule) {
    return Direct.nnl_linear_lr_create(optimizer, startFactor, endFactor, totalIters, schedule);
  }

  @Override
  int nnl_cosine_annealing_lr_create(long optimizer, long tMax, double etaMin, long schedule) {
    return Direct.nnl_cosine_annealing_lr_create(optimizer, tMax, etaMin, schedule);
  }

  @Override
  int nnl_cosine_annealing_warm_restarts_create(long optimizer, long t0, long tMult, double etaMin, long schedule) {
    return Direct.nnl_cosine_annealing_warm_restarts_create(optimizer, t0, tMult, etaMin, schedule);
  }

  @Override
  void nnl_one_cycle_lr_options_init(long options, int size) {
    Direct.nnl_one_cycle_lr_options_init(options, size);
  }

  @Override
  int nnl_one_cycle_lr_create(long optimizer, long count, long maxLr, long totalSteps, long options, long schedule) {
    return Direct.nnl_one_cycle_lr_create(optimizer, count, maxLr, totalSteps, options, schedule);
  }

  @Override
  void nnl_reduce_lr_on_plateau_options_init(long options, int size) {
    Direct.nnl_reduce_lr_on_plateau_options_init(options, size);
  }

  @Override
  int nnl_reduce_lr_on_plateau_create(long optimizer, long count, long minLr, long options, long schedule) {
    return Direct.nnl_reduce_lr_on_plateau_create(optimizer, count, minLr, options, schedule);
  }

  @Override
  int nnl_sequential_lr_create(long count, long schedules, long milestones, long schedule) {
    return Direct.nnl_sequential_lr_create(count, schedules, milestones, schedule);
  }

  @Override
  void nnl_schedule_release(long schedule) {
    Direct.nnl_schedule_release(schedule);
  }

  @Override
  int nnl_schedule_step(long schedule) {
    return Direct.nnl_schedule_step(schedule);
  }

  @Override
  int nnl_schedule_step_metric(long schedule, double metric) {
    return Direct.nnl_schedule_step_metric(schedule, metric);
  }

  @Override
  int nnl_schedule_step_epoch(long schedule, double epoch) {
    return Direct.nnl_schedule_step_epoch(schedule, epoch);
  }

  @Override
  int nnl_schedule_last_epoch(long schedule, long epoch) {
    return Direct.nnl_schedule_last_epoch(schedule, epoch);
  }

  @Override
  int nnl_schedule_last_learning_rate(long schedule, long group, long learningRate) {
    return Direct.nnl_schedule_last_learning_rate(schedule, group, learningRate);
  }

  @Override
  int nnl_module_freeze_statistics(long module, int frozen) {
    return Direct.nnl_module_freeze_statistics(module, frozen);
  }

  @Override
  int nnl_module_statistics_frozen(long module, long frozen) {
    return Direct.nnl_module_statistics_frozen(module, frozen);
  }

  @Override
  int nnl_module_accumulate_statistics(long module, int accumulate) {
    return Direct.nnl_module_accumulate_statistics(module, accumulate);
  }

  @Override
  int nnl_module_commit_statistics(long module) {
    return Direct.nnl_module_commit_statistics(module);
  }

  @Override
  int nnl_recalibrate(long module, long loader, long maxBatches, long batches) {
    return Direct.nnl_recalibrate(module, loader, maxBatches, batches);
  }

  @Override
  int nnl_module_fold_batch_norms(long module, long folded) {
    return Direct.nnl_module_fold_batch_norms(module, folded);
  }

  @Override
  int nnl_batch_norm_report(long module, long count, long inputs, long buffer, long capacity, long needed) {
    return Direct.nnl_batch_norm_report(module, count, inputs, buffer, capacity, needed);
  }

  @Override
  void nnl_profile_options_init(long options, int size) {
    Direct.nnl_profile_options_init(options, size);
  }

  @Override
  int nnl_profile_start(long context, long options) {
    return Direct.nnl_profile_start(context, options);
  }

  @Override
  int nnl_profile_stop(long context) {
    return Direct.nnl_profile_stop(context);
  }

  @Override
  int nnl_profile_table(long context, long buffer, long capacity, long needed) {
    return Direct.nnl_profile_table(context, buffer, capacity, needed);
  }

  @Override
  int nnl_profile_save_trace(long context, long path) {
    return Direct.nnl_profile_save_trace(context, path);
  }

  @Override
  void nnl_profile_summary_init(long summary, int size) {
    Direct.nnl_profile_summary_init(summary, size);
  }

  @Override
  int nnl_profile_read_summary(long context, long summary) {
    return Direct.nnl_profile_read_summary(context, summary);
  }

  @Override
  void nnl_profile_row_init(long row, int size) {
    Direct.nnl_profile_row_init(row, size);
  }

  @Override
  int nnl_profile_read_row(long context, long index, long row) {
    return Direct.nnl_profile_read_row(context, index, row);
  }

  @Override
  int nnl_profile_row_name(long context, long index, long name, long capacity, long needed) {
    return Direct.nnl_profile_row_name(context, index, name, capacity, needed);
  }

  @Override
  int nnl_profile_row_layer(long context, long index, long kind, long capacity, long needed) {
    return Direct.nnl_profile_row_layer(context, index, kind, capacity, needed);
  }

  @Override
  int nnl_context_set_number_check(long context, int mode) {
    return Direct.nnl_context_set_number_check(context, mode);
  }

  @Override
  void nnl_number_report_init(long report, int size) {
    Direct.nnl_number_report_init(report, size);
  }

  @Override
  int nnl_number_report_read(long context, long report) {
    return Direct.nnl_number_report_read(context, report);
  }

  @Override
  int nnl_number_report_op(long context, long name, long capacity, long needed) {
    return Direct.nnl_number_report_op(context, name, capacity, needed);
  }

  @Override
  int nnl_number_report_layer(long context, long name, long capacity, long needed) {
    return Direct.nnl_number_report_layer(context, name, capacity, needed);
  }

  @Override
  int nnl_number_report_text(long context, long buffer, long capacity, long needed) {
    return Direct.nnl_number_report_text(context, buffer, capacity, needed);
  }

  @Override
  int nnl_scope_begin(long scope) {
    return Direct.nnl_scope_begin(scope);
  }

  @Override
  int nnl_scope_keep(long scope, long handle) {
    return Direct.nnl_scope_keep(scope, handle);
  }

  @Override
  int nnl_scope_end(long scope) {
    return Direct.nnl_scope_end(scope);
  }

  @Override
  void nnl_scope_release(long scope) {
    Direct.nnl_scope_release(scope);
  }

  @Override
  int nnl_tensor_to_dlpack(long tensor, int versioned, long managed) {
    return Direct.nnl_tensor_to_dlpack(tensor, versioned, managed);
  }

  @Override
  int nnl_tensor_from_dlpack(long context, long managed, int versioned, long tensor) {
    return Direct.nnl_tensor_from_dlpack(context, managed, versioned, tensor);
  }

  @Override
  int nnl_set_handle_tracing(int on) {
    return Direct.nnl_set_handle_tracing(on);
  }

  @Override
  int nnl_set_handle_label(long label) {
    return Direct.nnl_set_handle_label(label);
  }

  @Override
  void nnl_handle_row_init(long row, int size) {
    Direct.nnl_handle_row_init(row, size);
  }

  @Override
  int nnl_handle_report_create(long context, int allContexts, long report) {
    return Direct.nnl_handle_report_create(context, allContexts, report);
  }

  @Override
  void nnl_handle_report_release(long report) {
    Direct.nnl_handle_report_release(report);
  }

  @Override
  int nnl_handle_report_count(long report, long count) {
    return Direct.nnl_handle_report_count(report, count);
  }

  @Override
  int nnl_handle_report_row(long report, long index, long row) {
    return Direct.nnl_handle_report_row(report, index, row);
  }

  @Override
  int nnl_handle_report_function(long report, long index, long name, long capacity, long needed) {
    return Direct.nnl_handle_report_function(report, index, name, capacity, needed);
  }

  @Override
  int nnl_handle_report_label(long report, long index, long label, long capacity, long needed) {
    return Direct.nnl_handle_report_label(report, index, label, capacity, needed);
  }

  @Override
  int nnl_handle_report_table(long report, long buffer, long capacity, long needed) {
    return Direct.nnl_handle_report_table(report, buffer, capacity, needed);
  }

  private static final class Direct {
    static native int nnl_version();

    static native int nnl_abi_version();

    static native int nnl_build_info(long buffer, long capacity, long needed);

    static native int nnl_last_error_status();

    static native long nnl_last_error_message();

    static native long nnl_last_error_function();

    static native long nnl_last_error_argument();

    static native void nnl_set_last_error(long message);

    static native int nnl_live_handles(long count);

    static native int nnl_shutdown();

    static native int nnl_grad_enabled(long enabled);

    static native int nnl_set_grad_enabled(int enabled);

    static native void nnl_context_options_init(long options, int size);

    static native int nnl_context_create(long options, long context);

    static native void nnl_context_release(long context);

    static native int nnl_context_set_threads(long context, int threads);

    static native int nnl_context_threads(long context, long threads);

    static native int nnl_context_memory_used(long context, long bytes);

    static native int nnl_context_set_memory_limit(long context, long bytes);

    static native int nnl_context_seed(long context, long seed);

    static native int nnl_context_set_log_level(long context, int level);

    static native int nnl_context_set_log_callback(long context, long callback, long done, long userData);

    static native int nnl_tensor_full(long context, int dtype, int rank, long shape, double value, long tensor);

    static native int nnl_tensor_scalar_like(long like, double value, long tensor);

    static native int nnl_tensor_from_data(long context, int dtype, int rank, long shape, long data, long bytes, long tensor);

    static native int nnl_tensor_borrow(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor);

    static native int nnl_tensor_borrow_const(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor);

    static native void nnl_tensor_release(long tensor);

    static native int nnl_tensor_share(long tensor, long other);

    static native int nnl_tensor_dtype(long tensor, long dtype);

    static native int nnl_tensor_rank(long tensor, long rank);

    static native int nnl_tensor_shape(long tensor, long shape, long capacity, long needed);

    static native int nnl_tensor_count(long tensor, long count);

    static native int nnl_tensor_item(long tensor, long value);

    static native int nnl_tensor_read(long tensor, long data, long bytes);

    static native int nnl_tensor_write(long tensor, long data, long bytes);

    static native int nnl_tensor_copy_from(long tensor, long source);

    static native int nnl_tensor_data(long tensor, int writing, long data, long bytes);

    static native int nnl_tensor_context(long tensor, long context);

    static native int nnl_module_context(long module, long context);

    static native int nnl_tensor_requires_grad(long tensor, long requiresGrad);

    static native int nnl_tensor_set_requires_grad(long tensor, int requiresGrad);

    static native int nnl_tensor_backward(long tensor, long gradient, int retainGraph);

    static native int nnl_tensor_grad(long tensor, long gradient);

    static native int nnl_tensor_set_grad(long tensor, long gradient);

    static native int nnl_tensor_grad_rows(long tensor, long rows, long values);

    static native int nnl_tensor_zero_grad(long tensor);

    static native int nnl_add(long a, long b, long result);

    static native int nnl_subtract(long a, long b, long result);

    static native int nnl_multiply(long a, long b, long result);

    static native int nnl_divide(long a, long b, long result);

    static native int nnl_affine(long x, double scale, double shift, long result);

    static native int nnl_matmul(long a, long b, long result);

    static native int nnl_linear(long x, long weight, long bias, long result);

    static native int nnl_reshape(long x, int rank, long shape, long result);

    static native int nnl_flatten(long x, long startAxis, long endAxis, long result);

    static native int nnl_transpose(long x, long axis0, long axis1, long result);

    static native int nnl_clone(long x, long result);

    static native int nnl_detach(long x, long result);

    static native int nnl_sum(long x, int numAxes, long axes, int keepdim, long result);

    static native int nnl_mean(long x, int numAxes, long axes, int keepdim, long result);

    static native int nnl_sigmoid(long x, long result);

    static native int nnl_tanh(long x, long result);

    static native int nnl_relu(long x, long result);

    static native int nnl_leaky_relu(long x, double negativeSlope, long result);

    static native int nnl_softmax(long x, long axis, long result);

    static native int nnl_log_softmax(long x, long axis, long result);

    static native int nnl_mse_loss(long input, long target, int reduction, long result);

    static native void nnl_cross_entropy_options_init(long options, int size);

    static native int nnl_cross_entropy(long logits, long target, long options, long result);

    static native int nnl_l1_loss(long input, long target, int reduction, long result);

    static native int nnl_smooth_l1_loss(long input, long target, double beta, int reduction, long result);

    static native int nnl_huber_loss(long input, long target, double delta, int reduction, long result);

    static native int nnl_bce_loss(long input, long target, long weight, int reduction, long result);

    static native int nnl_bce_with_logits_loss(long input, long target, long weight, long posWeight, int reduction, long result);

    static native int nnl_nll_loss(long input, long target, long weight, long ignoreIndex, int reduction, long result);

    static native int nnl_cosine_embedding_loss(long a, long b, long target, double margin, int reduction, long result);

    static native void nnl_triplet_margin_options_init(long options, int size);

    static native int nnl_triplet_margin_loss(long anchor, long positive, long negative, long options, long result);

    static native void nnl_embedding_options_init(long options, int size);

    static native int nnl_embedding(long weight, long indices, long options, long result);

    static native void nnl_batch_norm_options_init(long options, int size);

    static native int nnl_batch_norm(long x, long weight, long bias, long runningMean, long runningVar, long numBatchesTracked, int training, long options, long result);

    static native int nnl_embedding_create(long context, long numEmbeddings, long embeddingDim, long options, long module);

    static native void nnl_linear_options_init(long options, int size);

    static native int nnl_linear_create(long context, long inFeatures, long outFeatures, long options, long module);

    static native int nnl_batch_norm1d_create(long context, long numFeatures, long options, long module);

    static native int nnl_batch_norm2d_create(long context, long numFeatures, long options, long module);

    static native int nnl_batch_norm3d_create(long context, long numFeatures, long options, long module);

    static native int nnl_flatten_create(long context, long module);

    static native int nnl_sigmoid_create(long context, long module);

    static native int nnl_tanh_create(long context, long module);

    static native int nnl_relu_create(long context, long module);

    static native int nnl_leaky_relu_create(long context, double negativeSlope, long module);

    static native int nnl_mse_loss_create(long context, int reduction, long module);

    static native int nnl_l1_loss_create(long context, int reduction, long module);

    static native int nnl_smooth_l1_loss_create(long context, double beta, int reduction, long module);

    static native int nnl_huber_loss_create(long context, double delta, int reduction, long module);

    static native int nnl_bce_loss_create(long context, long weight, int reduction, long module);

    static native int nnl_bce_with_logits_loss_create(long context, long weight, long posWeight, int reduction, long module);

    static native int nnl_nll_loss_create(long context, long weight, long ignoreIndex, int reduction, long module);

    static native int nnl_cross_entropy_loss_create(long context, long options, long module);

    static native int nnl_cosine_embedding_loss_create(long context, double margin, int reduction, long module);

    static native int nnl_triplet_margin_loss_create(long context, long options, long module);

    static native int nnl_sequential_create(long context, long count, long modules, long module);

    static native void nnl_module_release(long module);

    static native int nnl_module_forward(long module, long input, long output);

    static native int nnl_module_forward_inputs(long module, long count, long inputs, long output);

    static native int nnl_module_train(long module, int training);

    static native int nnl_module_is_training(long module, long training);

    static native int nnl_module_set_requires_grad(long module, int requiresGrad);

    static native int nnl_module_zero_grad(long module);

    static native int nnl_module_num_parameters(long module, long count);

    static native int nnl_module_parameter(long module, long index, long parameter);

    static native int nnl_module_parameter_name(long module, long index, long name, long capacity, long needed);

    static native int nnl_module_num_buffers(long module, long count);

    static native int nnl_module_buffer(long module, long index, long buffer);

    static native int nnl_module_buffer_name(long module, long index, long name, long capacity, long needed);

    static native int nnl_module_tensor(long module, long name, long tensor);

    static native int nnl_module_save(long module, long path);

    static native int nnl_module_load(long module, long path);

    static native int nnl_init_constant(long tensor, double value);

    static native int nnl_init_uniform(long tensor, double low, double high);

    static native int nnl_init_normal(long tensor, double mean, double std);

    static native int nnl_init_xavier_uniform(long tensor, double gain);

    static native int nnl_init_xavier_normal(long tensor, double gain);

    static native int nnl_init_kaiming_uniform(long tensor, double slope, int mode, int nonlinearity);

    static native int nnl_init_kaiming_normal(long tensor, double slope, int mode, int nonlinearity);

    static native int nnl_init_gain(int nonlinearity, double slope, long gain);

    static native void nnl_sgd_options_init(long options, int size);

    static native int nnl_sgd_create(long count, long parameters, long options, long optimizer);

    static native int nnl_sgd_add_group(long optimizer, long count, long parameters, long options);

    static native void nnl_optimizer_release(long optimizer);

    static native int nnl_optimizer_step(long optimizer);

    static native int nnl_optimizer_settle(long optimizer);

    static native int nnl_optimizer_zero_grad(long optimizer);

    static native int nnl_optimizer_num_groups(long optimizer, long count);

    static native int nnl_optimizer_learning_rate(long optimizer, long group, long learningRate);

    static native int nnl_optimizer_set_learning_rate(long optimizer, long group, double learningRate);

    static native int nnl_clip_grad_norm(long count, long parameters, double maxNorm, double normType, int errorIfNonfinite, long norm);

    static native int nnl_clip_grad_value(long count, long parameters, double clipValue);

    static native void nnl_loader_options_init(long options, int size);

    static native int nnl_loader_create(long count, long tensors, long options, long loader);

    static native void nnl_loader_release(long loader);

    static native int nnl_loader_next(long loader, long count, long batch);

    static native int nnl_loader_num_batches(long loader, long count);

    static native int nnl_loader_epoch(long loader, long epoch);

    static native void nnl_train_step_options_init(long options, int size);

    static native int nnl_train_step(long model, long loss, long optimizer, long numInputs, long inputs, long numTargets, long targets, long options, long value);

    static native int nnl_evaluate(long model, long loss, long loader, long numInputs, long value);

    static native void nnl_fit_options_init(long options, int size);

    static native void nnl_fit_report_init(long report, int size);

    static native int nnl_fit(long model, long loss, long optimizer, long loader, long options, long callback, long userData, long report);

    static native void nnl_checkpoint_parts_init(long parts, int size);

    static native int nnl_checkpoint_save(long path, long parts);

    static native int nnl_checkpoint_load(long path, long parts);

    static native int nnl_exp(long x, long result);

    static native int nnl_log(long x, long result);

    static native int nnl_sqrt(long x, long result);

    static native int nnl_abs(long x, long result);

    static native int nnl_negative(long x, long result);

    static native int nnl_reciprocal(long x, long result);

    static native int nnl_pow(long x, double exponent, long result);

    static native int nnl_pow_tensor(long x, long exponent, long result);

    static native int nnl_clamp(long x, double low, double high, long result);

    static native int nnl_minimum(long a, long b, long result);

    static native int nnl_maximum(long a, long b, long result);

    static native int nnl_eq(long a, long b, long result);

    static native int nnl_ne(long a, long b, long result);

    static native int nnl_lt(long a, long b, long result);

    static native int nnl_le(long a, long b, long result);

    static native int nnl_gt(long a, long b, long result);

    static native int nnl_ge(long a, long b, long result);

    static native int nnl_eq_scalar(long a, double b, long result);

    static native int nnl_ne_scalar(long a, double b, long result);

    static native int nnl_lt_scalar(long a, double b, long result);

    static native int nnl_le_scalar(long a, double b, long result);

    static native int nnl_gt_scalar(long a, double b, long result);

    static native int nnl_ge_scalar(long a, double b, long result);

    static native int nnl_logical_not(long x, long result);

    static native int nnl_logical_and(long a, long b, long result);

    static native int nnl_logical_or(long a, long b, long result);

    static native int nnl_where(long condition, long a, long b, long result);

    static native int nnl_masked_fill(long x, long mask, double value, long result);

    static native int nnl_max(long x, long result);

    static native int nnl_min(long x, long result);

    static native int nnl_max_along(long x, long axis, int keepdim, long values, long indices);

    static native int nnl_min_along(long x, long axis, int keepdim, long values, long indices);

    static native int nnl_argmax(long x, int keepdim, long result);

    static native int nnl_argmin(long x, int keepdim, long result);

    static native int nnl_argmax_along(long x, long axis, int keepdim, long result);

    static native int nnl_argmin_along(long x, long axis, int keepdim, long result);

    static native int nnl_topk(long x, long k, long axis, int largest, long values, long indices);

    static native int nnl_var(long x, int numAxes, long axes, long correction, int keepdim, long result);

    static native int nnl_std(long x, int numAxes, long axes, long correction, int keepdim, long result);

    static native int nnl_norm(long x, double p, int numAxes, long axes, int keepdim, long result);

    static native int nnl_cat(long count, long tensors, long axis, long result);

    static native int nnl_stack(long count, long tensors, long axis, long result);

    static native int nnl_split(long x, long axis, long count, long sizes, long parts);

    static native int nnl_slice(long x, long axis, long start, long stop, long step, long result);

    static native int nnl_gather(long x, long axis, long index, long result);

    static native int nnl_index_select(long x, long axis, long index, long result);

    static native int nnl_one_hot(long index, long classes, long result);

    static native int nnl_permute(long x, int numAxes, long axes, long result);

    static native int nnl_squeeze(long x, int numAxes, long axes, long result);

    static native int nnl_unsqueeze(long x, long axis, long result);

    static native int nnl_expand(long x, int rank, long shape, long result);

    static native int nnl_bmm(long a, long b, long result);

    static native int nnl_cosine_similarity(long a, long b, long axis, double eps, long result);

    static native int nnl_module_create(long context, long kind, long forward, long done, long userData, long module);

    static native int nnl_module_add_parameter(long module, long name, long parameter);

    static native int nnl_module_add_buffer(long module, long name, long buffer);

    static native int nnl_module_add_child(long module, long name, long child);

    static native int nnl_module_share(long module, long other);

    static native int nnl_module_kind(long module, long kind, long capacity, long needed);

    static native int nnl_module_num_children(long module, long count);

    static native int nnl_module_child(long module, long index, long child);

    static native int nnl_module_child_name(long module, long index, long name, long capacity, long needed);

    static native int nnl_module_summary(long module, long count, long inputs, long text, long capacity, long needed);

    static native int nnl_custom_op(long name, long count, long inputs, long forward, long backward, long done, long userData, long output);

    static native void nnl_gradcheck_options_init(long options, int size);

    static native int nnl_gradcheck(long function, long userData, long count, long inputs, long options, long passed, long report, long capacity, long needed);

    static native void nnl_load_options_init(long options, int size);

    static native int nnl_module_load_with(long module, long path, long options, long report);

    static native void nnl_load_report_release(long report);

    static native int nnl_load_report_count(long report, int list, long count);

    static native int nnl_load_report_name(long report, int list, long index, long name, long capacity, long needed);

    static native void nnl_conv_options_init(long options, int size);

    static native int nnl_conv1d(long x, long weight, long bias, long options, long result);

    static native int nnl_conv2d(long x, long weight, long bias, long options, long result);

    static native int nnl_conv1d_create(long context, long inChannels, long outChannels, long kernel, long options, long module);

    static native int nnl_conv2d_create(long context, long inChannels, long outChannels, long kernelHeight, long kernelWidth, long options, long module);

    static native void nnl_layer_norm_options_init(long options, int size);

    static native int nnl_layer_norm(long x, int rank, long normalizedShape, long weight, long bias, double eps, long result);

    static native int nnl_layer_norm_create(long context, int rank, long normalizedShape, long options, long module);

    static native void nnl_group_norm_options_init(long options, int size);

    static native int nnl_group_norm(long x, long numGroups, long weight, long bias, double eps, long result);

    static native int nnl_group_norm_create(long context, long numGroups, long numChannels, long options, long module);

    static native void nnl_max_pool2d_options_init(long options, int size);

    static native void nnl_avg_pool2d_options_init(long options, int size);

    static native int nnl_max_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result);

    static native int nnl_avg_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result);

    static native int nnl_adaptive_avg_pool2d(long x, long outHeight, long outWidth, long result);

    static native int nnl_max_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module);

    static native int nnl_avg_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module);

    static native int nnl_adaptive_avg_pool2d_create(long context, long outHeight, long outWidth, long module);

    static native void nnl_adam_options_init(long options, int size);

    static native int nnl_adam_create(long count, long parameters, long options, long optimizer);

    static native int nnl_adam_add_group(long optimizer, long count, long parameters, long options);

    static native void nnl_adamw_options_init(long options, int size);

    static native int nnl_adamw_create(long count, long parameters, long options, long optimizer);

    static native int nnl_adamw_add_group(long optimizer, long count, long parameters, long options);

    static native void nnl_sparse_adam_options_init(long options, int size);

    static native int nnl_sparse_adam_create(long count, long parameters, long options, long optimizer);

    static native int nnl_sparse_adam_add_group(long optimizer, long count, long parameters, long options);

    static native void nnl_adagrad_options_init(long options, int size);

    static native int nnl_adagrad_create(long count, long parameters, long options, long optimizer);

    static native int nnl_adagrad_add_group(long optimizer, long count, long parameters, long options);

    static native void nnl_rmsprop_options_init(long options, int size);

    static native int nnl_rmsprop_create(long count, long parameters, long options, long optimizer);

    static native int nnl_rmsprop_add_group(long optimizer, long count, long parameters, long options);

    static native int nnl_optimizer_momentum(long optimizer, long group, long momentum);

    static native int nnl_optimizer_set_momentum(long optimizer, long group, double momentum);

    static native int nnl_elu(long x, double alpha, long result);

    static native int nnl_gelu(long x, int approximate, long result);

    static native int nnl_silu(long x, long result);

    static native int nnl_softplus(long x, double beta, double threshold, long result);

    static native int nnl_hardtanh(long x, double minVal, double maxVal, long result);

    static native int nnl_prelu(long x, long weight, long result);

    static native int nnl_dropout(long x, double p, int training, long result);

    static native int nnl_elu_create(long context, double alpha, long module);

    static native int nnl_gelu_create(long context, int approximate, long module);

    static native int nnl_silu_create(long context, long module);

    static native int nnl_softplus_create(long context, double beta, double threshold, long module);

    static native int nnl_hardtanh_create(long context, double minVal, double maxVal, long module);

    static native int nnl_prelu_create(long context, long numParameters, double init, int dtype, long module);

    static native int nnl_softmax_create(long context, long axis, long module);

    static native int nnl_log_softmax_create(long context, long axis, long module);

    static native int nnl_dropout_create(long context, double p, long module);

    static native void nnl_embedding_bag_options_init(long options, int size);

    static native int nnl_embedding_bag(long weight, long indices, long offsets, long perSampleWeights, long options, long result);

    static native int nnl_embedding_bag_create(long context, long numEmbeddings, long embeddingDim, long options, long module);

    static native int nnl_embedding_from_pretrained(long weight, int freeze, long options, long module);

    static native int nnl_embedding_bag_from_pretrained(long weight, int freeze, long options, long module);

    static native int nnl_step_lr_create(long optimizer, long stepSize, double gamma, long schedule);

    static native int nnl_multi_step_lr_create(long optimizer, long count, long milestones, double gamma, long schedule);

    static native int nnl_exponential_lr_create(long optimizer, double gamma, long schedule);

    static native int nnl_linear_lr_create(long optimizer, double startFactor, double endFactor, long totalIters, long schedule);

    static native int nnl_cosine_annealing_lr_create(long optimizer, long tMax, double etaMin, long schedule);

    static native int nnl_cosine_annealing_warm_restarts_create(long optimizer, long t0, long tMult, double etaMin, long schedule);

    static native void nnl_one_cycle_lr_options_init(long options, int size);

    static native int nnl_one_cycle_lr_create(long optimizer, long count, long maxLr, long totalSteps, long options, long schedule);

    static native void nnl_reduce_lr_on_plateau_options_init(long options, int size);

    static native int nnl_reduce_lr_on_plateau_create(long optimizer, long count, long minLr, long options, long schedule);

    static native int nnl_sequential_lr_create(long count, long schedules, long milestones, long schedule);

    static native void nnl_schedule_release(long schedule);

    static native int nnl_schedule_step(long schedule);

    static native int nnl_schedule_step_metric(long schedule, double metric);

    static native int nnl_schedule_step_epoch(long schedule, double epoch);

    static native int nnl_schedule_last_epoch(long schedule, long epoch);

    static native int nnl_schedule_last_learning_rate(long schedule, long group, long learningRate);

    static native int nnl_module_freeze_statistics(long module, int frozen);

    static native int nnl_module_statistics_frozen(long module, long frozen);

    static native int nnl_module_accumulate_statistics(long module, int accumulate);

    static native int nnl_module_commit_statistics(long module);

    static native int nnl_recalibrate(long module, long loader, long maxBatches, long batches);

    static native int nnl_module_fold_batch_norms(long module, long folded);

    static native int nnl_batch_norm_report(long module, long count, long inputs, long buffer, long capacity, long needed);

    static native void nnl_profile_options_init(long options, int size);

    static native int nnl_profile_start(long context, long options);

    static native int nnl_profile_stop(long context);

    static native int nnl_profile_table(long context, long buffer, long capacity, long needed);

    static native int nnl_profile_save_trace(long context, long path);

    static native void nnl_profile_summary_init(long summary, int size);

    static native int nnl_profile_read_summary(long context, long summary);

    static native void nnl_profile_row_init(long row, int size);

    static native int nnl_profile_read_row(long context, long index, long row);

    static native int nnl_profile_row_name(long context, long index, long name, long capacity, long needed);

    static native int nnl_profile_row_layer(long context, long index, long kind, long capacity, long needed);

    static native int nnl_context_set_number_check(long context, int mode);

    static native void nnl_number_report_init(long report, int size);

    static native int nnl_number_report_read(long context, long report);

    static native int nnl_number_report_op(long context, long name, long capacity, long needed);

    static native int nnl_number_report_layer(long context, long name, long capacity, long needed);

    static native int nnl_number_report_text(long context, long buffer, long capacity, long needed);

    static native int nnl_scope_begin(long scope);

    static native int nnl_scope_keep(long scope, long handle);

    static native int nnl_scope_end(long scope);

    static native void nnl_scope_release(long scope);

    static native int nnl_tensor_to_dlpack(long tensor, int versioned, long managed);

    static native int nnl_tensor_from_dlpack(long context, long managed, int versioned, long tensor);

    static native int nnl_set_handle_tracing(int on);

    static native int nnl_set_handle_label(long label);

    static native void nnl_handle_row_init(long row, int size);

    static native int nnl_handle_report_create(long context, int allContexts, long report);

    static native void nnl_handle_report_release(long report);

    static native int nnl_handle_report_count(long report, long count);

    static native int nnl_handle_report_row(long report, long index, long row);

    static native int nnl_handle_report_function(long report, long index, long name, long capacity, long needed);

    static native int nnl_handle_report_label(long report, long index, long label, long capacity, long needed);

    static native int nnl_handle_report_table(long report, long buffer, long capacity, long needed);
  }
}
