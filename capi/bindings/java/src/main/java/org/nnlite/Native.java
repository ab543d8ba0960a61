// Made by generate.py from nnlite.h; do not change it by hand.
package org.nnlite;

/** The functions of nnlite.h, as it has them; pointers are addresses. */
abstract class Native {

  abstract int nnl_version();

  abstract int nnl_abi_version();

  abstract int nnl_build_info(long buffer, long capacity, long needed);

  abstract int nnl_last_error_status();

  abstract long nnl_last_error_message();

  abstract long nnl_last_error_function();

  abstract long nnl_last_error_argument();

  abstract void nnl_set_last_error(long message);

  abstract int nnl_live_handles(long count);

  abstract int nnl_shutdown();

  abstract int nnl_grad_enabled(long enabled);

  abstract int nnl_set_grad_enabled(int enabled);

  abstract void nnl_context_options_init(long options, int size);

  abstract int nnl_context_create(long options, long context);

  abstract void nnl_context_release(long context);

  abstract int nnl_context_set_threads(long context, int threads);

  abstract int nnl_context_threads(long context, long threads);

  abstract int nnl_context_memory_used(long context, long bytes);

  abstract int nnl_context_set_memory_limit(long context, long bytes);

  abstract int nnl_context_seed(long context, long seed);

  abstract int nnl_context_set_log_level(long context, int level);

  abstract int nnl_context_set_log_callback(long context, long callback, long done, long userData);

  abstract int nnl_tensor_full(long context, int dtype, int rank, long shape, double value, long tensor);

  abstract int nnl_tensor_scalar_like(long like, double value, long tensor);

  abstract int nnl_tensor_from_data(long context, int dtype, int rank, long shape, long data, long bytes, long tensor);

  abstract int nnl_tensor_borrow(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor);

  abstract int nnl_tensor_borrow_const(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor);

  abstract void nnl_tensor_release(long tensor);

  abstract int nnl_tensor_share(long tensor, long other);

  abstract int nnl_tensor_dtype(long tensor, long dtype);

  abstract int nnl_tensor_rank(long tensor, long rank);

  abstract int nnl_tensor_shape(long tensor, long shape, long capacity, long needed);

  abstract int nnl_tensor_count(long tensor, long count);

  abstract int nnl_tensor_item(long tensor, long value);

  abstract int nnl_tensor_read(long tensor, long data, long bytes);

  abstract int nnl_tensor_write(long tensor, long data, long bytes);

  abstract int nnl_tensor_copy_from(long tensor, long source);

  abstract int nnl_tensor_data(long tensor, int writing, long data, long bytes);

  abstract int nnl_tensor_context(long tensor, long context);

  abstract int nnl_module_context(long module, long context);

  abstract int nnl_tensor_requires_grad(long tensor, long requiresGrad);

  abstract int nnl_tensor_set_requires_grad(long tensor, int requiresGrad);

  abstract int nnl_tensor_backward(long tensor, long gradient, int retainGraph);

  abstract int nnl_tensor_grad(long tensor, long gradient);

  abstract int nnl_tensor_set_grad(long tensor, long gradient);

  abstract int nnl_tensor_grad_rows(long tensor, long rows, long values);

  abstract int nnl_tensor_zero_grad(long tensor);

  abstract int nnl_add(long a, long b, long result);

  abstract int nnl_subtract(long a, long b, long result);

  abstract int nnl_multiply(long a, long b, long result);

  abstract int nnl_divide(long a, long b, long result);

  abstract int nnl_affine(long x, double scale, double shift, long result);

  abstract int nnl_matmul(long a, long b, long result);

  abstract int nnl_linear(long x, long weight, long bias, long result);

  abstract int nnl_reshape(long x, int rank, long shape, long result);

  abstract int nnl_flatten(long x, long startAxis, long endAxis, long result);

  abstract int nnl_transpose(long x, long axis0, long axis1, long result);

  abstract int nnl_clone(long x, long result);

  abstract int nnl_detach(long x, long result);

  abstract int nnl_sum(long x, int numAxes, long axes, int keepdim, long result);

  abstract int nnl_mean(long x, int numAxes, long axes, int keepdim, long result);

  abstract int nnl_sigmoid(long x, long result);

  abstract int nnl_tanh(long x, long result);

  abstract int nnl_relu(long x, long result);

  abstract int nnl_leaky_relu(long x, double negativeSlope, long result);

  abstract int nnl_softmax(long x, long axis, long result);

  abstract int nnl_log_softmax(long x, long axis, long result);

  abstract int nnl_mse_loss(long input, long target, int reduction, long result);

  abstract void nnl_cross_entropy_options_init(long options, int size);

  abstract int nnl_cross_entropy(long logits, long target, long options, long result);

  abstract int nnl_l1_loss(long input, long target, int reduction, long result);

  abstract int nnl_smooth_l1_loss(long input, long target, double beta, int reduction, long result);

  abstract int nnl_huber_loss(long input, long target, double delta, int reduction, long result);

  abstract int nnl_bce_loss(long input, long target, long weight, int reduction, long result);

  abstract int nnl_bce_with_logits_loss(long input, long target, long weight, long posWeight, int reduction, long result);

  abstract int nnl_nll_loss(long input, long target, long weight, long ignoreIndex, int reduction, long result);

  abstract int nnl_cosine_embedding_loss(long a, long b, long target, double margin, int reduction, long result);

  abstract void nnl_triplet_margin_options_init(long options, int size);

  abstract int nnl_triplet_margin_loss(long anchor, long positive, long negative, long options, long result);

  abstract void nnl_embedding_options_init(long options, int size);

  abstract int nnl_embedding(long weight, long indices, long options, long result);

  abstract void nnl_batch_norm_options_init(long options, int size);

  abstract int nnl_batch_norm(long x, long weight, long bias, long runningMean, long runningVar, long numBatchesTracked, int training, long options, long result);

  abstract int nnl_embedding_create(long context, long numEmbeddings, long embeddingDim, long options, long module);

  abstract void nnl_linear_options_init(long options, int size);

  abstract int nnl_linear_create(long context, long inFeatures, long outFeatures, long options, long module);

  abstract int nnl_batch_norm1d_create(long context, long numFeatures, long options, long module);

  abstract int nnl_batch_norm2d_create(long context, long numFeatures, long options, long module);

  abstract int nnl_batch_norm3d_create(long context, long numFeatures, long options, long module);

  abstract int nnl_flatten_create(long context, long module);

  abstract int nnl_sigmoid_create(long context, long module);

  abstract int nnl_tanh_create(long context, long module);

  abstract int nnl_relu_create(long context, long module);

  abstract int nnl_leaky_relu_create(long context, double negativeSlope, long module);

  abstract int nnl_mse_loss_create(long context, int reduction, long module);

  abstract int nnl_l1_loss_create(long context, int reduction, long module);

  abstract int nnl_smooth_l1_loss_create(long context, double beta, int reduction, long module);

  abstract int nnl_huber_loss_create(long context, double delta, int reduction, long module);

  abstract int nnl_bce_loss_create(long context, long weight, int reduction, long module);

  abstract int nnl_bce_with_logits_loss_create(long context, long weight, long posWeight, int reduction, long module);

  abstract int nnl_nll_loss_create(long context, long weight, long ignoreIndex, int reduction, long module);

  abstract int nnl_cross_entropy_loss_create(long context, long options, long module);

  abstract int nnl_cosine_embedding_loss_create(long context, double margin, int reduction, long module);

  abstract int nnl_triplet_margin_loss_create(long context, long options, long module);

  abstract int nnl_sequential_create(long context, long count, long modules, long module);

  abstract void nnl_module_release(long module);

  abstract int nnl_module_forward(long module, long input, long output);

  abstract int nnl_module_forward_inputs(long module, long count, long inputs, long output);

  abstract int nnl_module_train(long module, int training);

  abstract int nnl_module_is_training(long module, long training);

  abstract int nnl_module_set_requires_grad(long module, int requiresGrad);

  abstract int nnl_module_zero_grad(long module);

  abstract int nnl_module_num_parameters(long module, long count);

  abstract int nnl_module_parameter(long module, long index, long parameter);

  abstract int nnl_module_parameter_name(long module, long index, long name, long capacity, long needed);

  abstract int nnl_module_num_buffers(long module, long count);

  abstract int nnl_module_buffer(long module, long index, long buffer);

  abstract int nnl_module_buffer_name(long module, long index, long name, long capacity, long needed);

  abstract int nnl_module_tensor(long module, long name, long tensor);

  abstract int nnl_module_save(long module, long path);

  abstract int nnl_module_load(long module, long path);

  abstract int nnl_init_constant(long tensor, double value);

  abstract int nnl_init_uniform(long tensor, double low, double high);

  abstract int nnl_init_normal(long tensor, double mean, double std);

  abstract int nnl_init_xavier_uniform(long tensor, double gain);

  abstract int nnl_init_xavier_normal(long tensor, double gain);

  abstract int nnl_init_kaiming_uniform(long tensor, double slope, int mode, int nonlinearity);

  abstract int nnl_init_kaiming_normal(long tensor, double slope, int mode, int nonlinearity);

  abstract int nnl_init_gain(int nonlinearity, double slope, long gain);

  abstract void nnl_sgd_options_init(long options, int size);

  abstract int nnl_sgd_create(long count, long parameters, long options, long optimizer);

  abstract int nnl_sgd_add_group(long optimizer, long count, long parameters, long options);

  abstract void nnl_optimizer_release(long optimizer);

  abstract int nnl_optimizer_step(long optimizer);

  abstract int nnl_optimizer_settle(long optimizer);

  abstract int nnl_optimizer_zero_grad(long optimizer);

  abstract int nnl_optimizer_num_groups(long optimizer, long count);

  abstract int nnl_optimizer_learning_rate(long optimizer, long group, long learningRate);

  abstract int nnl_optimizer_set_learning_rate(long optimizer, long group, double learningRate);

  abstract int nnl_clip_grad_norm(long count, long parameters, double maxNorm, double normType, int errorIfNonfinite, long norm);

  abstract int nnl_clip_grad_value(long count, long parameters, double clipValue);

  abstract void nnl_loader_options_init(long options, int size);

  abstract int nnl_loader_create(long count, long tensors, long options, long loader);

  abstract void nnl_loader_release(long loader);

  abstract int nnl_loader_next(long loader, long count, long batch);

  abstract int nnl_loader_num_batches(long loader, long count);

  abstract int nnl_loader_epoch(long loader, long epoch);

  abstract void nnl_train_step_options_init(long options, int size);

  abstract int nnl_train_step(long model, long loss, long optimizer, long numInputs, long inputs, long numTargets, long targets, long options, long value);

  abstract int nnl_evaluate(long model, long loss, long loader, long numInputs, long value);

  abstract void nnl_fit_options_init(long options, int size);

  abstract void nnl_fit_report_init(long report, int size);

  abstract int nnl_fit(long model, long loss, long optimizer, long loader, long options, long callback, long userData, long report);

  abstract void nnl_checkpoint_parts_init(long parts, int size);

  abstract int nnl_checkpoint_save(long path, long parts);

  abstract int nnl_checkpoint_load(long path, long parts);

  abstract int nnl_exp(long x, long result);

  abstract int nnl_log(long x, long result);

  abstract int nnl_sqrt(long x, long result);

  abstract int nnl_abs(long x, long result);

  abstract int nnl_negative(long x, long result);

  abstract int nnl_reciprocal(long x, long result);

  abstract int nnl_pow(long x, double exponent, long result);

  abstract int nnl_pow_tensor(long x, long exponent, long result);

  abstract int nnl_clamp(long x, double low, double high, long result);

  abstract int nnl_minimum(long a, long b, long result);

  abstract int nnl_maximum(long a, long b, long result);

  abstract int nnl_eq(long a, long b, long result);

  abstract int nnl_ne(long a, long b, long result);

  abstract int nnl_lt(long a, long b, long result);

  abstract int nnl_le(long a, long b, long result);

  abstract int nnl_gt(long a, long b, long result);

  abstract int nnl_ge(long a, long b, long result);

  abstract int nnl_eq_scalar(long a, double b, long result);

  abstract int nnl_ne_scalar(long a, double b, long result);

  abstract int nnl_lt_scalar(long a, double b, long result);

  abstract int nnl_le_scalar(long a, double b, long result);

  abstract int nnl_gt_scalar(long a, double b, long result);

  abstract int nnl_ge_scalar(long a, double b, long result);

  abstract int nnl_logical_not(long x, long result);

  abstract int nnl_logical_and(long a, long b, long result);

  abstract int nnl_logical_or(long a, long b, long result);

  abstract int nnl_where(long condition, long a, long b, long result);

  abstract int nnl_masked_fill(long x, long mask, double value, long result);

  abstract int nnl_max(long x, long result);

  abstract int nnl_min(long x, long result);

  abstract int nnl_max_along(long x, long axis, int keepdim, long values, long indices);

  abstract int nnl_min_along(long x, long axis, int keepdim, long values, long indices);

  abstract int nnl_argmax(long x, int keepdim, long result);

  abstract int nnl_argmin(long x, int keepdim, long result);

  abstract int nnl_argmax_along(long x, long axis, int keepdim, long result);

  abstract int nnl_argmin_along(long x, long axis, int keepdim, long result);

  abstract int nnl_topk(long x, long k, long axis, int largest, long values, long indices);

  abstract int nnl_var(long x, int numAxes, long axes, long correction, int keepdim, long result);

  abstract int nnl_std(long x, int numAxes, long axes, long correction, int keepdim, long result);

  abstract int nnl_norm(long x, double p, int numAxes, long axes, int keepdim, long result);

  abstract int nnl_cat(long count, long tensors, long axis, long result);

  abstract int nnl_stack(long count, long tensors, long axis, long result);

  abstract int nnl_split(long x, long axis, long count, long sizes, long parts);

  abstract int nnl_slice(long x, long axis, long start, long stop, long step, long result);

  abstract int nnl_gather(long x, long axis, long index, long result);

  abstract int nnl_index_select(long x, long axis, long index, long result);

  abstract int nnl_one_hot(long index, long classes, long result);

  abstract int nnl_permute(long x, int numAxes, long axes, long result);

  abstract int nnl_squeeze(long x, int numAxes, long axes, long result);

  abstract int nnl_unsqueeze(long x, long axis, long result);

  abstract int nnl_expand(long x, int rank, long shape, long result);

  abstract int nnl_bmm(long a, long b, long result);

  abstract int nnl_cosine_similarity(long a, long b, long axis, double eps, long result);

  abstract int nnl_module_create(long context, long kind, long forward, long done, long userData, long module);

  abstract int nnl_module_add_parameter(long module, long name, long parameter);

  abstract int nnl_module_add_buffer(long module, long name, long buffer);

  abstract int nnl_module_add_child(long module, long name, long child);

  abstract int nnl_module_share(long module, long other);

  abstract int nnl_module_kind(long module, long kind, long capacity, long needed);

  abstract int nnl_module_num_children(long module, long count);

  abstract int nnl_module_child(long module, long index, long child);

  abstract int nnl_module_child_name(long module, long index, long name, long capacity, long needed);

  abstract int nnl_module_summary(long module, long count, long inputs, long text, long capacity, long needed);

  abstract int nnl_custom_op(long name, long count, long inputs, long forward, long backward, long done, long userData, long output);

  abstract void nnl_gradcheck_options_init(long options, int size);

  abstract int nnl_gradcheck(long function, long userData, long count, long inputs, long options, long passed, long report, long capacity, long needed);

  abstract void nnl_load_options_init(long options, int size);

  abstract int nnl_module_load_with(long module, long path, long options, long report);

  abstract void nnl_load_report_release(long report);

  abstract int nnl_load_report_count(long report, int list, long count);

  abstract int nnl_load_report_name(long report, int list, long index, long name, long capacity, long needed);

  abstract void nnl_conv_options_init(long options, int size);

  abstract int nnl_conv1d(long x, long weight, long bias, long options, long result);

  abstract int nnl_conv2d(long x, long weight, long bias, long options, long result);

  abstract int nnl_conv1d_create(long context, long inChannels, long outChannels, long kernel, long options, long module);

  abstract int nnl_conv2d_create(long context, long inChannels, long outChannels, long kernelHeight, long kernelWidth, long options, long module);

  abstract void nnl_layer_norm_options_init(long options, int size);

  abstract int nnl_layer_norm(long x, int rank, long normalizedShape, long weight, long bias, double eps, long result);

  abstract int nnl_layer_norm_create(long context, int rank, long normalizedShape, long options, long module);

  abstract void nnl_group_norm_options_init(long options, int size);

  abstract int nnl_group_norm(long x, long numGroups, long weight, long bias, double eps, long result);

  abstract int nnl_group_norm_create(long context, long numGroups, long numChannels, long options, long module);

  abstract void nnl_max_pool2d_options_init(long options, int size);

  abstract void nnl_avg_pool2d_options_init(long options, int size);

  abstract int nnl_max_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result);

  abstract int nnl_avg_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result);

  abstract int nnl_adaptive_avg_pool2d(long x, long outHeight, long outWidth, long result);

  abstract int nnl_max_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module);

  abstract int nnl_avg_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module);

  abstract int nnl_adaptive_avg_pool2d_create(long context, long outHeight, long outWidth, long module);

  abstract void nnl_adam_options_init(long options, int size);

  abstract int nnl_adam_create(long count, long parameters, long options, long optimizer);

  abstract int nnl_adam_add_group(long optimizer, long count, long parameters, long options);

  abstract void nnl_adamw_options_init(long options, int size);

  abstract int nnl_adamw_create(long count, long parameters, long options, long optimizer);

  abstract int nnl_adamw_add_group(long optimizer, long count, long parameters, long options);

  abstract void nnl_sparse_adam_options_init(long options, int size);

  abstract int nnl_sparse_adam_create(long count, long parameters, long options, long optimizer);

  abstract int nnl_sparse_adam_add_group(long optimizer, long count, long parameters, long options);

  abstract void nnl_adagrad_options_init(long options, int size);

  abstract int nnl_adagrad_create(long count, long parameters, long options, long optimizer);

  abstract int nnl_adagrad_add_group(long optimizer, long count, long parameters, long options);

  abstract void nnl_rmsprop_options_init(long options, int size);

  abstract int nnl_rmsprop_create(long count, long parameters, long options, long optimizer);

  abstract int nnl_rmsprop_add_group(long optimizer, long count, long parameters, long options);

  abstract int nnl_optimizer_momentum(long optimizer, long group, long momentum);

  abstract int nnl_optimizer_set_momentum(long optimizer, long group, double momentum);

  abstract int nnl_elu(long x, double alpha, long result);

  abstract int nnl_gelu(long x, int approximate, long result);

  abstract int nnl_silu(long x, long result);

  abstract int nnl_softplus(long x, double beta, double threshold, long result);

  abstract int nnl_hardtanh(long x, double minVal, double maxVal, long result);

  abstract int nnl_prelu(long x, long weight, long result);

  abstract int nnl_dropout(long x, double p, int training, long result);

  abstract int nnl_elu_create(long context, double alpha, long module);

  abstract int nnl_gelu_create(long context, int approximate, long module);

  abstract int nnl_silu_create(long context, long module);

  abstract int nnl_softplus_create(long context, double beta, double threshold, long module);

  abstract int nnl_hardtanh_create(long context, double minVal, double maxVal, long module);

  abstract int nnl_prelu_create(long context, long numParameters, double init, int dtype, long module);

  abstract int nnl_softmax_create(long context, long axis, long module);

  abstract int nnl_log_softmax_create(long context, long axis, long module);

  abstract int nnl_dropout_create(long context, double p, long module);

  abstract void nnl_embedding_bag_options_init(long options, int size);

  abstract int nnl_embedding_bag(long weight, long indices, long offsets, long perSampleWeights, long options, long result);

  abstract int nnl_embedding_bag_create(long context, long numEmbeddings, long embeddingDim, long options, long module);

  abstract int nnl_embedding_from_pretrained(long weight, int freeze, long options, long module);

  abstract int nnl_embedding_bag_from_pretrained(long weight, int freeze, long options, long module);

  abstract int nnl_step_lr_create(long optimizer, long stepSize, double gamma, long schedule);

  abstract int nnl_multi_step_lr_create(long optimizer, long count, long milestones, double gamma, long schedule);

  abstract int nnl_exponential_lr_create(long optimizer, double gamma, long schedule);

  abstract int nnl_linear_lr_create(long optimizer, double startFactor, double endFactor, long totalIters, long schedule);

  abstract int nnl_cosine_annealing_lr_create(long optimizer, long tMax, double etaMin, long schedule);

  abstract int nnl_cosine_annealing_warm_restarts_create(long optimizer, long t0, long tMult, double etaMin, long schedule);

  abstract void nnl_one_cycle_lr_options_init(long options, int size);

  abstract int nnl_one_cycle_lr_create(long optimizer, long count, long maxLr, long totalSteps, long options, long schedule);

  abstract void nnl_reduce_lr_on_plateau_options_init(long options, int size);

  abstract int nnl_reduce_lr_on_plateau_create(long optimizer, long count, long minLr, long options, long schedule);

  abstract int nnl_sequential_lr_create(long count, long schedules, long milestones, long schedule);

  abstract void nnl_schedule_release(long schedule);

  abstract int nnl_schedule_step(long schedule);

  abstract int nnl_schedule_step_metric(long schedule, double metric);

  abstract int nnl_schedule_step_epoch(long schedule, double epoch);

  abstract int nnl_schedule_last_epoch(long schedule, long epoch);

  abstract int nnl_schedule_last_learning_rate(long schedule, long group, long learningRate);

  abstract int nnl_module_freeze_statistics(long module, int frozen);

  abstract int nnl_module_statistics_frozen(long module, long frozen);

  abstract int nnl_module_accumulate_statistics(long module, int accumulate);

  abstract int nnl_module_commit_statistics(long module);

  abstract int nnl_recalibrate(long module, long loader, long maxBatches, long batches);

  abstract int nnl_module_fold_batch_norms(long module, long folded);

  abstract int nnl_batch_norm_report(long module, long count, long inputs, long buffer, long capacity, long needed);

  abstract void nnl_profile_options_init(long options, int size);

  abstract int nnl_profile_start(long context, long options);

  abstract int nnl_profile_stop(long context);

  abstract int nnl_profile_table(long context, long buffer, long capacity, long needed);

  abstract int nnl_profile_save_trace(long context, long path);

  abstract void nnl_profile_summary_init(long summary, int size);

  abstract int nnl_profile_read_summary(long context, long summary);

  abstract void nnl_profile_row_init(long row, int size);

  abstract int nnl_profile_read_row(long context, long index, long row);

  abstract int nnl_profile_row_name(long context, long index, long name, long capacity, long needed);

  abstract int nnl_profile_row_layer(long context, long index, long kind, long capacity, long needed);

  abstract int nnl_context_set_number_check(long context, int mode);

  abstract void nnl_number_report_init(long report, int size);

  abstract int nnl_number_report_read(long context, long report);

  abstract int nnl_number_report_op(long context, long name, long capacity, long needed);

  abstract int nnl_number_report_layer(long context, long name, long capacity, long needed);

  abstract int nnl_number_report_text(long context, long buffer, long capacity, long needed);

  abstract int nnl_scope_begin(long scope);

  abstract int nnl_scope_keep(long scope, long handle);

  abstract int nnl_scope_end(long scope);

  abstract void nnl_scope_release(long scope);

  abstract int nnl_tensor_to_dlpack(long tensor, int versioned, long managed);

  abstract int nnl_tensor_from_dlpack(long context, long managed, int versioned, long tensor);

  abstract int nnl_set_handle_tracing(int on);

  abstract int nnl_set_handle_label(long label);

  abstract void nnl_handle_row_init(long row, int size);

  abstract int nnl_handle_report_create(long context, int allContexts, long report);

  abstract void nnl_handle_report_release(long report);

  abstract int nnl_handle_report_count(long report, long count);

  abstract int nnl_handle_report_row(long report, long index, long row);

  abstract int nnl_handle_report_function(long report, long index, long name, long capacity, long needed);

  abstract int nnl_handle_report_label(long report, long index, long label, long capacity, long needed);

  abstract int nnl_handle_report_table(long report, long buffer, long capacity, long needed);
}
