-- Generated from nnlite.h by generate.py: do not edit.

local declarations = {}

declarations.cdef = [[
typedef int32_t nnl_status;
typedef int32_t nnl_dtype;
typedef int64_t nnl_context;
typedef int64_t nnl_tensor;
typedef int64_t nnl_module;
typedef int64_t nnl_optimizer;
typedef int64_t nnl_loader;
typedef int64_t nnl_schedule;
typedef int64_t nnl_load_report;
typedef int64_t nnl_scope;
typedef int64_t nnl_handle_report;
typedef struct nnl_context_options { uint32_t struct_size; int32_t device; int32_t threads; int32_t reserved; int64_t memory_limit; int64_t seed; } nnl_context_options;
typedef struct nnl_cross_entropy_options { uint32_t struct_size; int32_t reduction; int64_t ignore_index; double label_smoothing; nnl_tensor weight; } nnl_cross_entropy_options;
typedef struct nnl_triplet_margin_options { uint32_t struct_size; int32_t reduction; int32_t swap; int32_t reserved; double margin; double p; double eps; } nnl_triplet_margin_options;
typedef struct nnl_embedding_options { uint32_t struct_size; nnl_dtype dtype; int32_t has_padding_idx; int32_t has_max_norm; int32_t scale_grad_by_freq; int32_t reserved; int64_t padding_idx; double max_norm; double norm_type; } nnl_embedding_options;
typedef struct nnl_batch_norm_options { uint32_t struct_size; nnl_dtype dtype; int32_t affine; int32_t track_running_stats; int32_t cumulative_average; int32_t reserved; double eps; double momentum; int32_t bias; int32_t batch_of_one; } nnl_batch_norm_options;
typedef struct nnl_linear_options { uint32_t struct_size; nnl_dtype dtype; int32_t bias; int32_t reserved; } nnl_linear_options;
typedef struct nnl_sgd_options { uint32_t struct_size; int32_t nesterov; int32_t maximize; int32_t lazy_rows; double learning_rate; double momentum; double dampening; double weight_decay; } nnl_sgd_options;
typedef struct nnl_loader_options { uint32_t struct_size; int32_t sampling; int32_t last_batch; int32_t reserved; int64_t batch_size; int64_t seed; } nnl_loader_options;
typedef struct nnl_train_step_options { uint32_t struct_size; int32_t has_clip_norm; int32_t has_clip_value; int32_t error_if_nonfinite; double clip_norm; double clip_norm_type; double clip_value; } nnl_train_step_options;
typedef struct nnl_fit_progress { uint32_t struct_size; int32_t epoch_ended; int64_t epoch; int64_t batch; int64_t batches; int64_t step; double loss; double validation_loss; double seconds; } nnl_fit_progress;
typedef struct nnl_fit_options { uint32_t struct_size; int32_t keep_best; int32_t has_clip_norm; int32_t has_clip_value; int32_t error_if_nonfinite; int32_t schedule_each_step; double clip_norm; double clip_norm_type; double clip_value; int64_t epochs; int64_t num_inputs; nnl_loader validation; nnl_schedule schedule; double max_seconds; int64_t patience; double min_delta; } nnl_fit_options;
typedef struct nnl_fit_report { uint32_t struct_size; int32_t end; int64_t epochs; int64_t steps; int64_t best_epoch; double loss; double validation_loss; double best_loss; double seconds; } nnl_fit_report;
typedef struct nnl_checkpoint_parts { uint32_t struct_size; int32_t random; nnl_module model; nnl_optimizer optimizer; nnl_schedule schedule; nnl_loader loader; } nnl_checkpoint_parts;
typedef struct nnl_gradcheck_options { uint32_t struct_size; int32_t reserved; double eps; double atol; double rtol; } nnl_gradcheck_options;
typedef struct nnl_load_options { uint32_t struct_size; int32_t strict; int32_t dry_run; int32_t reserved; } nnl_load_options;
typedef struct nnl_conv_options { uint32_t struct_size; nnl_dtype dtype; int32_t bias; int32_t padding_same; int64_t groups; int64_t stride[2]; int64_t padding[2]; int64_t dilation[2]; } nnl_conv_options;
typedef struct nnl_layer_norm_options { uint32_t struct_size; nnl_dtype dtype; int32_t elementwise_affine; int32_t bias; double eps; } nnl_layer_norm_options;
typedef struct nnl_group_norm_options { uint32_t struct_size; nnl_dtype dtype; int32_t affine; int32_t reserved; double eps; } nnl_group_norm_options;
typedef struct nnl_max_pool2d_options { uint32_t struct_size; int32_t ceil_mode; int64_t stride[2]; int64_t padding[2]; int64_t dilation[2]; } nnl_max_pool2d_options;
typedef struct nnl_avg_pool2d_options { uint32_t struct_size; int32_t ceil_mode; int32_t count_include_pad; int32_t reserved; int64_t divisor_override; int64_t stride[2]; int64_t padding[2]; } nnl_avg_pool2d_options;
typedef struct nnl_adam_options { uint32_t struct_size; int32_t amsgrad; int32_t maximize; int32_t reserved; double learning_rate; double beta1; double beta2; double eps; double weight_decay; } nnl_adam_options;
typedef struct nnl_adamw_options { uint32_t struct_size; int32_t amsgrad; int32_t maximize; int32_t reserved; double learning_rate; double beta1; double beta2; double eps; double weight_decay; } nnl_adamw_options;
typedef struct nnl_sparse_adam_options { uint32_t struct_size; int32_t maximize; double learning_rate; double beta1; double beta2; double eps; } nnl_sparse_adam_options;
typedef struct nnl_adagrad_options { uint32_t struct_size; int32_t maximize; double learning_rate; double lr_decay; double weight_decay; double initial_accumulator_value; double eps; } nnl_adagrad_options;
typedef struct nnl_rmsprop_options { uint32_t struct_size; int32_t centered; int32_t maximize; int32_t reserved; double learning_rate; double alpha; double eps; double weight_decay; double momentum; } nnl_rmsprop_options;
typedef struct nnl_embedding_bag_options { uint32_t struct_size; nnl_dtype dtype; int32_t mode; int32_t include_last_offset; int32_t has_padding_idx; int32_t has_max_norm; int32_t scale_grad_by_freq; int32_t reserved; int64_t padding_idx; double max_norm; double norm_type; } nnl_embedding_bag_options;
typedef struct nnl_one_cycle_lr_options { uint32_t struct_size; int32_t annealing; int32_t cycle_momentum; int32_t three_phase; double pct_start; double base_momentum; double max_momentum; double div_factor; double final_div_factor; } nnl_one_cycle_lr_options;
typedef struct nnl_reduce_lr_on_plateau_options { uint32_t struct_size; int32_t mode; int32_t threshold_mode; int32_t reserved; double factor; double threshold; double eps; int64_t patience; int64_t cooldown; } nnl_reduce_lr_on_plateau_options;
typedef struct nnl_profile_options { uint32_t struct_size; int32_t reserved; int64_t max_events; } nnl_profile_options;
typedef struct nnl_profile_summary { uint32_t struct_size; int32_t recording; int64_t rows; int64_t events; int64_t dropped_events; int64_t total_ns; } nnl_profile_summary;
typedef struct nnl_profile_row { uint32_t struct_size; int32_t kind; int64_t calls; int64_t total_ns; int64_t self_ns; int64_t bytes; } nnl_profile_row;
typedef struct nnl_number_report { uint32_t struct_size; int32_t mode; int32_t found; int32_t kind; int32_t is_nan; int32_t inputs_finite; int64_t input; int64_t position; int64_t step; } nnl_number_report;
typedef struct nnl_handle_row { uint32_t struct_size; int32_t kind; int64_t count; int64_t bytes; int64_t thread; } nnl_handle_row;
typedef void (*nnl_release_callback)(void* user_data);
typedef nnl_status (*nnl_log_callback)(int32_t level, const char* text, void* user_data);
typedef nnl_status (*nnl_fit_callback)(const nnl_fit_progress* progress, void* user_data);
typedef nnl_status (*nnl_module_callback)(nnl_module module, int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data);
typedef nnl_status (*nnl_function_callback)(int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data);
typedef nnl_status (*nnl_backward_callback)(int64_t count, const nnl_tensor* inputs, nnl_tensor output, nnl_tensor output_gradient, const int32_t* wanted, nnl_tensor* gradients, void* user_data);
int32_t nnl_version(void);
int32_t nnl_abi_version(void);
nnl_status nnl_build_info(char* buffer, int64_t capacity, int64_t* needed);
nnl_status nnl_last_error_status(void);
const char* nnl_last_error_message(void);
const char* nnl_last_error_function(void);
const char* nnl_last_error_argument(void);
void nnl_set_last_error(const char* message);
nnl_status nnl_live_handles(int64_t* count);
nnl_status nnl_shutdown(void);
nnl_status nnl_grad_enabled(int32_t* enabled);
nnl_status nnl_set_grad_enabled(int32_t enabled);
void nnl_context_options_init(nnl_context_options* options, uint32_t size);
nnl_status nnl_context_create(const nnl_context_options* options, nnl_context* context);
void nnl_context_release(nnl_context context);
nnl_status nnl_context_set_threads(nnl_context context, int32_t threads);
nnl_status nnl_context_threads(nnl_context context, int32_t* threads);
nnl_status nnl_context_memory_used(nnl_context context, int64_t* bytes);
nnl_status nnl_context_set_memory_limit(nnl_context context, int64_t bytes);
nnl_status nnl_context_seed(nnl_context context, int64_t seed);
nnl_status nnl_context_set_log_level(nnl_context context, int32_t level);
nnl_status nnl_context_set_log_callback(nnl_context context, nnl_log_callback callback, nnl_release_callback done, void* user_data);
nnl_status nnl_tensor_full(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, double value, nnl_tensor* tensor);
nnl_status nnl_tensor_scalar_like(nnl_tensor like, double value, nnl_tensor* tensor);
nnl_status nnl_tensor_from_data(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, const void* data, int64_t bytes, nnl_tensor* tensor);
nnl_status nnl_tensor_borrow(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, void* data, int64_t bytes, nnl_release_callback done, void* user_data, nnl_tensor* tensor);
nnl_status nnl_tensor_borrow_const(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, const void* data, int64_t bytes, nnl_release_callback done, void* user_data, nnl_tensor* tensor);
void nnl_tensor_release(nnl_tensor tensor);
nnl_status nnl_tensor_share(nnl_tensor tensor, nnl_tensor* other);
nnl_status nnl_tensor_dtype(nnl_tensor tensor, nnl_dtype* dtype);
nnl_status nnl_tensor_rank(nnl_tensor tensor, int32_t* rank);
nnl_status nnl_tensor_shape(nnl_tensor tensor, int64_t* shape, int64_t capacity, int64_t* needed);
nnl_status nnl_tensor_count(nnl_tensor tensor, int64_t* count);
nnl_status nnl_tensor_item(nnl_tensor tensor, double* value);
nnl_status nnl_tensor_read(nnl_tensor tensor, void* data, int64_t bytes);
nnl_status nnl_tensor_write(nnl_tensor tensor, const void* data, int64_t bytes);
nnl_status nnl_tensor_copy_from(nnl_tensor tensor, nnl_tensor source);
nnl_status nnl_tensor_data(nnl_tensor tensor, int32_t writing, void** data, int64_t* bytes);
nnl_status nnl_tensor_context(nnl_tensor tensor, nnl_context* context);
nnl_status nnl_module_context(nnl_module module, nnl_context* context);
nnl_status nnl_tensor_requires_grad(nnl_tensor tensor, int32_t* requires_grad);
nnl_status nnl_tensor_set_requires_grad(nnl_tensor tensor, int32_t requires_grad);
nnl_status nnl_tensor_backward(nnl_tensor tensor, nnl_tensor gradient, int32_t retain_graph);
nnl_status nnl_tensor_grad(nnl_tensor tensor, nnl_tensor* gradient);
nnl_status nnl_tensor_set_grad(nnl_tensor tensor, nnl_tensor gradient);
nnl_status nnl_tensor_grad_rows(nnl_tensor tensor, nnl_tensor* rows, nnl_tensor* values);
nnl_status nnl_tensor_zero_grad(nnl_tensor tensor);
nnl_status nnl_add(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_subtract(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_multiply(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_divide(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_affine(nnl_tensor x, double scale, double shift, nnl_tensor* result);
nnl_status nnl_matmul(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_linear(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor* result);
nnl_status nnl_reshape(nnl_tensor x, int32_t rank, const int64_t* shape, nnl_tensor* result);
nnl_status nnl_flatten(nnl_tensor x, int64_t start_axis, int64_t end_axis, nnl_tensor* result);
nnl_status nnl_transpose(nnl_tensor x, int64_t axis0, int64_t axis1, nnl_tensor* result);
nnl_status nnl_clone(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_detach(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_sum(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_mean(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_sigmoid(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_tanh(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_relu(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_leaky_relu(nnl_tensor x, double negative_slope, nnl_tensor* result);
nnl_status nnl_softmax(nnl_tensor x, int64_t axis, nnl_tensor* result);
nnl_status nnl_log_softmax(nnl_tensor x, int64_t axis, nnl_tensor* result);
nnl_status nnl_mse_loss(nnl_tensor input, nnl_tensor target, int32_t reduction, nnl_tensor* result);
void nnl_cross_entropy_options_init(nnl_cross_entropy_options* options, uint32_t size);
nnl_status nnl_cross_entropy(nnl_tensor logits, nnl_tensor target, const nnl_cross_entropy_options* options, nnl_tensor* result);
nnl_status nnl_l1_loss(nnl_tensor input, nnl_tensor target, int32_t reduction, nnl_tensor* result);
nnl_status nnl_smooth_l1_loss(nnl_tensor input, nnl_tensor target, double beta, int32_t reduction, nnl_tensor* result);
nnl_status nnl_huber_loss(nnl_tensor input, nnl_tensor target, double delta, int32_t reduction, nnl_tensor* result);
nnl_status nnl_bce_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int32_t reduction, nnl_tensor* result);
nnl_status nnl_bce_with_logits_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, nnl_tensor pos_weight, int32_t reduction, nnl_tensor* result);
nnl_status nnl_nll_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int64_t ignore_index, int32_t reduction, nnl_tensor* result);
nnl_status nnl_cosine_embedding_loss(nnl_tensor a, nnl_tensor b, nnl_tensor target, double margin, int32_t reduction, nnl_tensor* result);
void nnl_triplet_margin_options_init(nnl_triplet_margin_options* options, uint32_t size);
nnl_status nnl_triplet_margin_loss(nnl_tensor anchor, nnl_tensor positive, nnl_tensor negative, const nnl_triplet_margin_options* options, nnl_tensor* result);
void nnl_embedding_options_init(nnl_embedding_options* options, uint32_t size);
nnl_status nnl_embedding(nnl_tensor weight, nnl_tensor indices, const nnl_embedding_options* options, nnl_tensor* result);
void nnl_batch_norm_options_init(nnl_batch_norm_options* options, uint32_t size);
nnl_status nnl_batch_norm(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor running_mean, nnl_tensor running_var, nnl_tensor num_batches_tracked, int32_t training, const nnl_batch_norm_options* options, nnl_tensor* result);
nnl_status nnl_embedding_create(nnl_context context, int64_t num_embeddings, int64_t embedding_dim, const nnl_embedding_options* options, nnl_module* module);
void nnl_linear_options_init(nnl_linear_options* options, uint32_t size);
nnl_status nnl_linear_create(nnl_context context, int64_t in_features, int64_t out_features, const nnl_linear_options* options, nnl_module* module);
nnl_status nnl_batch_norm1d_create(nnl_context context, int64_t num_features, const nnl_batch_norm_options* options, nnl_module* module);
nnl_status nnl_batch_norm2d_create(nnl_context context, int64_t num_features, const nnl_batch_norm_options* options, nnl_module* module);
nnl_status nnl_batch_norm3d_create(nnl_context context, int64_t num_features, const nnl_batch_norm_options* options, nnl_module* module);
nnl_status nnl_flatten_create(nnl_context context, nnl_module* module);
nnl_status nnl_sigmoid_create(nnl_context context, nnl_module* module);
nnl_status nnl_tanh_create(nnl_context context, nnl_module* module);
nnl_status nnl_relu_create(nnl_context context, nnl_module* module);
nnl_status nnl_leaky_relu_create(nnl_context context, double negative_slope, nnl_module* module);
nnl_status nnl_mse_loss_create(nnl_context context, int32_t reduction, nnl_module* module);
nnl_status nnl_l1_loss_create(nnl_context context, int32_t reduction, nnl_module* module);
nnl_status nnl_smooth_l1_loss_create(nnl_context context, double beta, int32_t reduction, nnl_module* module);
nnl_status nnl_huber_loss_create(nnl_context context, double delta, int32_t reduction, nnl_module* module);
nnl_status nnl_bce_loss_create(nnl_context context, nnl_tensor weight, int32_t reduction, nnl_module* module);
nnl_status nnl_bce_with_logits_loss_create(nnl_context context, nnl_tensor weight, nnl_tensor pos_weight, int32_t reduction, nnl_module* module);
nnl_status nnl_nll_loss_create(nnl_context context, nnl_tensor weight, int64_t ignore_index, int32_t reduction, nnl_module* module);
nnl_status nnl_cross_entropy_loss_create(nnl_context context, const nnl_cross_entropy_options* options, nnl_module* module);
nnl_status nnl_cosine_embedding_loss_create(nnl_context context, double margin, int32_t reduction, nnl_module* module);
nnl_status nnl_triplet_margin_loss_create(nnl_context context, const nnl_triplet_margin_options* options, nnl_module* module);
nnl_status nnl_sequential_create(nnl_context context, int64_t count, const nnl_module* modules, nnl_module* module);
void nnl_module_release(nnl_module module);
nnl_status nnl_module_forward(nnl_module module, nnl_tensor input, nnl_tensor* output);
nnl_status nnl_module_forward_inputs(nnl_module module, int64_t count, const nnl_tensor* inputs, nnl_tensor* output);
nnl_status nnl_module_train(nnl_module module, int32_t training);
nnl_status nnl_module_is_training(nnl_module module, int32_t* training);
nnl_status nnl_module_set_requires_grad(nnl_module module, int32_t requires_grad);
nnl_status nnl_module_zero_grad(nnl_module module);
nnl_status nnl_module_num_parameters(nnl_module module, int64_t* count);
nnl_status nnl_module_parameter(nnl_module module, int64_t index, nnl_tensor* parameter);
nnl_status nnl_module_parameter_name(nnl_module module, int64_t index, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_module_num_buffers(nnl_module module, int64_t* count);
nnl_status nnl_module_buffer(nnl_module module, int64_t index, nnl_tensor* buffer);
nnl_status nnl_module_buffer_name(nnl_module module, int64_t index, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_module_tensor(nnl_module module, const char* name, nnl_tensor* tensor);
nnl_status nnl_module_save(nnl_module module, const char* path);
nnl_status nnl_module_load(nnl_module module, const char* path);
nnl_status nnl_init_constant(nnl_tensor tensor, double value);
nnl_status nnl_init_uniform(nnl_tensor tensor, double low, double high);
nnl_status nnl_init_normal(nnl_tensor tensor, double mean, double std);
nnl_status nnl_init_xavier_uniform(nnl_tensor tensor, double gain);
nnl_status nnl_init_xavier_normal(nnl_tensor tensor, double gain);
nnl_status nnl_init_kaiming_uniform(nnl_tensor tensor, double slope, int32_t mode, int32_t nonlinearity);
nnl_status nnl_init_kaiming_normal(nnl_tensor tensor, double slope, int32_t mode, int32_t nonlinearity);
nnl_status nnl_init_gain(int32_t nonlinearity, double slope, double* gain);
void nnl_sgd_options_init(nnl_sgd_options* options, uint32_t size);
nnl_status nnl_sgd_create(int64_t count, const nnl_tensor* parameters, const nnl_sgd_options* options, nnl_optimizer* optimizer);
nnl_status nnl_sgd_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_sgd_options* options);
void nnl_optimizer_release(nnl_optimizer optimizer);
nnl_status nnl_optimizer_step(nnl_optimizer optimizer);
nnl_status nnl_optimizer_settle(nnl_optimizer optimizer);
nnl_status nnl_optimizer_zero_grad(nnl_optimizer optimizer);
nnl_status nnl_optimizer_num_groups(nnl_optimizer optimizer, int64_t* count);
nnl_status nnl_optimizer_learning_rate(nnl_optimizer optimizer, int64_t group, double* learning_rate);
nnl_status nnl_optimizer_set_learning_rate(nnl_optimizer optimizer, int64_t group, double learning_rate);
nnl_status nnl_clip_grad_norm(int64_t count, const nnl_tensor* parameters, double max_norm, double norm_type, int32_t error_if_nonfinite, double* norm);
nnl_status nnl_clip_grad_value(int64_t count, const nnl_tensor* parameters, double clip_value);
void nnl_loader_options_init(nnl_loader_options* options, uint32_t size);
nnl_status nnl_loader_create(int64_t count, const nnl_tensor* tensors, const nnl_loader_options* options, nnl_loader* loader);
void nnl_loader_release(nnl_loader loader);
nnl_status nnl_loader_next(nnl_loader loader, int64_t count, nnl_tensor* batch);
nnl_status nnl_loader_num_batches(nnl_loader loader, int64_t* count);
nnl_status nnl_loader_epoch(nnl_loader loader, int64_t* epoch);
void nnl_train_step_options_init(nnl_train_step_options* options, uint32_t size);
nnl_status nnl_train_step(nnl_module model, nnl_module loss, nnl_optimizer optimizer, int64_t num_inputs, const nnl_tensor* inputs, int64_t num_targets, const nnl_tensor* targets, const nnl_train_step_options* options, double* value);
nnl_status nnl_evaluate(nnl_module model, nnl_module loss, nnl_loader loader, int64_t num_inputs, double* value);
void nnl_fit_options_init(nnl_fit_options* options, uint32_t size);
void nnl_fit_report_init(nnl_fit_report* report, uint32_t size);
nnl_status nnl_fit(nnl_module model, nnl_module loss, nnl_optimizer optimizer, nnl_loader loader, const nnl_fit_options* options, nnl_fit_callback callback, void* user_data, nnl_fit_report* report);
void nnl_checkpoint_parts_init(nnl_checkpoint_parts* parts, uint32_t size);
nnl_status nnl_checkpoint_save(const char* path, const nnl_checkpoint_parts* parts);
nnl_status nnl_checkpoint_load(const char* path, const nnl_checkpoint_parts* parts);
nnl_status nnl_exp(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_log(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_sqrt(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_abs(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_negative(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_reciprocal(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_pow(nnl_tensor x, double exponent, nnl_tensor* result);
nnl_status nnl_pow_tensor(nnl_tensor x, nnl_tensor exponent, nnl_tensor* result);
nnl_status nnl_clamp(nnl_tensor x, double low, double high, nnl_tensor* result);
nnl_status nnl_minimum(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_maximum(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_eq(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_ne(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_lt(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_le(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_gt(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_ge(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_eq_scalar(nnl_tensor a, double b, nnl_tensor* result);
nnl_status nnl_ne_scalar(nnl_tensor a, double b, nnl_tensor* result);
nnl_status nnl_lt_scalar(nnl_tensor a, double b, nnl_tensor* result);
nnl_status nnl_le_scalar(nnl_tensor a, double b, nnl_tensor* result);
nnl_status nnl_gt_scalar(nnl_tensor a, double b, nnl_tensor* result);
nnl_status nnl_ge_scalar(nnl_tensor a, double b, nnl_tensor* result);
nnl_status nnl_logical_not(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_logical_and(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_logical_or(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_where(nnl_tensor condition, nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_masked_fill(nnl_tensor x, nnl_tensor mask, double value, nnl_tensor* result);
nnl_status nnl_max(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_min(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_max_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* values, nnl_tensor* indices);
nnl_status nnl_min_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* values, nnl_tensor* indices);
nnl_status nnl_argmax(nnl_tensor x, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_argmin(nnl_tensor x, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_argmax_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_argmin_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_topk(nnl_tensor x, int64_t k, int64_t axis, int32_t largest, nnl_tensor* values, nnl_tensor* indices);
nnl_status nnl_var(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_std(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_norm(nnl_tensor x, double p, int32_t num_axes, const int64_t* axes, int32_t keepdim, nnl_tensor* result);
nnl_status nnl_cat(int64_t count, const nnl_tensor* tensors, int64_t axis, nnl_tensor* result);
nnl_status nnl_stack(int64_t count, const nnl_tensor* tensors, int64_t axis, nnl_tensor* result);
nnl_status nnl_split(nnl_tensor x, int64_t axis, int64_t count, const int64_t* sizes, nnl_tensor* parts);
nnl_status nnl_slice(nnl_tensor x, int64_t axis, int64_t start, int64_t stop, int64_t step, nnl_tensor* result);
nnl_status nnl_gather(nnl_tensor x, int64_t axis, nnl_tensor index, nnl_tensor* result);
nnl_status nnl_index_select(nnl_tensor x, int64_t axis, nnl_tensor index, nnl_tensor* result);
nnl_status nnl_one_hot(nnl_tensor index, int64_t classes, nnl_tensor* result);
nnl_status nnl_permute(nnl_tensor x, int32_t num_axes, const int64_t* axes, nnl_tensor* result);
nnl_status nnl_squeeze(nnl_tensor x, int32_t num_axes, const int64_t* axes, nnl_tensor* result);
nnl_status nnl_unsqueeze(nnl_tensor x, int64_t axis, nnl_tensor* result);
nnl_status nnl_expand(nnl_tensor x, int32_t rank, const int64_t* shape, nnl_tensor* result);
nnl_status nnl_bmm(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
nnl_status nnl_cosine_similarity(nnl_tensor a, nnl_tensor b, int64_t axis, double eps, nnl_tensor* result);
nnl_status nnl_module_create(nnl_context context, const char* kind, nnl_module_callback forward, nnl_release_callback done, void* user_data, nnl_module* module);
nnl_status nnl_module_add_parameter(nnl_module module, const char* name, nnl_tensor parameter);
nnl_status nnl_module_add_buffer(nnl_module module, const char* name, nnl_tensor buffer);
nnl_status nnl_module_add_child(nnl_module module, const char* name, nnl_module child);
nnl_status nnl_module_share(nnl_module module, nnl_module* other);
nnl_status nnl_module_kind(nnl_module module, char* kind, int64_t capacity, int64_t* needed);
nnl_status nnl_module_num_children(nnl_module module, int64_t* count);
nnl_status nnl_module_child(nnl_module module, int64_t index, nnl_module* child);
nnl_status nnl_module_child_name(nnl_module module, int64_t index, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_module_summary(nnl_module module, int64_t count, const nnl_tensor* inputs, char* text, int64_t capacity, int64_t* needed);
nnl_status nnl_custom_op(const char* name, int64_t count, const nnl_tensor* inputs, nnl_function_callback forward, nnl_backward_callback backward, nnl_release_callback done, void* user_data, nnl_tensor* output);
void nnl_gradcheck_options_init(nnl_gradcheck_options* options, uint32_t size);
nnl_status nnl_gradcheck(nnl_function_callback function, void* user_data, int64_t count, const nnl_tensor* inputs, const nnl_gradcheck_options* options, int32_t* passed, char* report, int64_t capacity, int64_t* needed);
void nnl_load_options_init(nnl_load_options* options, uint32_t size);
nnl_status nnl_module_load_with(nnl_module module, const char* path, const nnl_load_options* options, nnl_load_report* report);
void nnl_load_report_release(nnl_load_report report);
nnl_status nnl_load_report_count(nnl_load_report report, int32_t list, int64_t* count);
nnl_status nnl_load_report_name(nnl_load_report report, int32_t list, int64_t index, char* name, int64_t capacity, int64_t* needed);
void nnl_conv_options_init(nnl_conv_options* options, uint32_t size);
nnl_status nnl_conv1d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, const nnl_conv_options* options, nnl_tensor* result);
nnl_status nnl_conv2d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, const nnl_conv_options* options, nnl_tensor* result);
nnl_status nnl_conv1d_create(nnl_context context, int64_t in_channels, int64_t out_channels, int64_t kernel, const nnl_conv_options* options, nnl_module* module);
nnl_status nnl_conv2d_create(nnl_context context, int64_t in_channels, int64_t out_channels, int64_t kernel_height, int64_t kernel_width, const nnl_conv_options* options, nnl_module* module);
void nnl_layer_norm_options_init(nnl_layer_norm_options* options, uint32_t size);
nnl_status nnl_layer_norm(nnl_tensor x, int32_t rank, const int64_t* normalized_shape, nnl_tensor weight, nnl_tensor bias, double eps, nnl_tensor* result);
nnl_status nnl_layer_norm_create(nnl_context context, int32_t rank, const int64_t* normalized_shape, const nnl_layer_norm_options* options, nnl_module* module);
void nnl_group_norm_options_init(nnl_group_norm_options* options, uint32_t size);
nnl_status nnl_group_norm(nnl_tensor x, int64_t num_groups, nnl_tensor weight, nnl_tensor bias, double eps, nnl_tensor* result);
nnl_status nnl_group_norm_create(nnl_context context, int64_t num_groups, int64_t num_channels, const nnl_group_norm_options* options, nnl_module* module);
void nnl_max_pool2d_options_init(nnl_max_pool2d_options* options, uint32_t size);
void nnl_avg_pool2d_options_init(nnl_avg_pool2d_options* options, uint32_t size);
nnl_status nnl_max_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width, const nnl_max_pool2d_options* options, nnl_tensor* result);
nnl_status nnl_avg_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width, const nnl_avg_pool2d_options* options, nnl_tensor* result);
nnl_status nnl_adaptive_avg_pool2d(nnl_tensor x, int64_t out_height, int64_t out_width, nnl_tensor* result);
nnl_status nnl_max_pool2d_create(nnl_context context, int64_t kernel_height, int64_t kernel_width, const nnl_max_pool2d_options* options, nnl_module* module);
nnl_status nnl_avg_pool2d_create(nnl_context context, int64_t kernel_height, int64_t kernel_width, const nnl_avg_pool2d_options* options, nnl_module* module);
nnl_status nnl_adaptive_avg_pool2d_create(nnl_context context, int64_t out_height, int64_t out_width, nnl_module* module);
void nnl_adam_options_init(nnl_adam_options* options, uint32_t size);
nnl_status nnl_adam_create(int64_t count, const nnl_tensor* parameters, const nnl_adam_options* options, nnl_optimizer* optimizer);
nnl_status nnl_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_adam_options* options);
void nnl_adamw_options_init(nnl_adamw_options* options, uint32_t size);
nnl_status nnl_adamw_create(int64_t count, const nnl_tensor* parameters, const nnl_adamw_options* options, nnl_optimizer* optimizer);
nnl_status nnl_adamw_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_adamw_options* options);
void nnl_sparse_adam_options_init(nnl_sparse_adam_options* options, uint32_t size);
nnl_status nnl_sparse_adam_create(int64_t count, const nnl_tensor* parameters, const nnl_sparse_adam_options* options, nnl_optimizer* optimizer);
nnl_status nnl_sparse_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_sparse_adam_options* options);
void nnl_adagrad_options_init(nnl_adagrad_options* options, uint32_t size);
nnl_status nnl_adagrad_create(int64_t count, const nnl_tensor* parameters, const nnl_adagrad_options* options, nnl_optimizer* optimizer);
nnl_status nnl_adagrad_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_adagrad_options* options);
void nnl_rmsprop_options_init(nnl_rmsprop_options* options, uint32_t size);
nnl_status nnl_rmsprop_create(int64_t count, const nnl_tensor* parameters, const nnl_rmsprop_options* options, nnl_optimizer* optimizer);
nnl_status nnl_rmsprop_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_rmsprop_options* options);
nnl_status nnl_optimizer_momentum(nnl_optimizer optimizer, int64_t group, double* momentum);
nnl_status nnl_optimizer_set_momentum(nnl_optimizer optimizer, int64_t group, double momentum);
nnl_status nnl_elu(nnl_tensor x, double alpha, nnl_tensor* result);
nnl_status nnl_gelu(nnl_tensor x, int32_t approximate, nnl_tensor* result);
nnl_status nnl_silu(nnl_tensor x, nnl_tensor* result);
nnl_status nnl_softplus(nnl_tensor x, double beta, double threshold, nnl_tensor* result);
nnl_status nnl_hardtanh(nnl_tensor x, double min_val, double max_val, nnl_tensor* result);
nnl_status nnl_prelu(nnl_tensor x, nnl_tensor weight, nnl_tensor* result);
nnl_status nnl_dropout(nnl_tensor x, double p, int32_t training, nnl_tensor* result);
nnl_status nnl_elu_create(nnl_context context, double alpha, nnl_module* module);
nnl_status nnl_gelu_create(nnl_context context, int32_t approximate, nnl_module* module);
nnl_status nnl_silu_create(nnl_context context, nnl_module* module);
nnl_status nnl_softplus_create(nnl_context context, double beta, double threshold, nnl_module* module);
nnl_status nnl_hardtanh_create(nnl_context context, double min_val, double max_val, nnl_module* module);
nnl_status nnl_prelu_create(nnl_context context, int64_t num_parameters, double init, nnl_dtype dtype, nnl_module* module);
nnl_status nnl_softmax_create(nnl_context context, int64_t axis, nnl_module* module);
nnl_status nnl_log_softmax_create(nnl_context context, int64_t axis, nnl_module* module);
nnl_status nnl_dropout_create(nnl_context context, double p, nnl_module* module);
void nnl_embedding_bag_options_init(nnl_embedding_bag_options* options, uint32_t size);
nnl_status nnl_embedding_bag(nnl_tensor weight, nnl_tensor indices, nnl_tensor offsets, nnl_tensor per_sample_weights, const nnl_embedding_bag_options* options, nnl_tensor* result);
nnl_status nnl_embedding_bag_create(nnl_context context, int64_t num_embeddings, int64_t embedding_dim, const nnl_embedding_bag_options* options, nnl_module* module);
nnl_status nnl_embedding_from_pretrained(nnl_tensor weight, int32_t freeze, const nnl_embedding_options* options, nnl_module* module);
nnl_status nnl_embedding_bag_from_pretrained(nnl_tensor weight, int32_t freeze, const nnl_embedding_bag_options* options, nnl_module* module);
nnl_status nnl_step_lr_create(nnl_optimizer optimizer, int64_t step_size, double gamma, nnl_schedule* schedule);
nnl_status nnl_multi_step_lr_create(nnl_optimizer optimizer, int64_t count, const int64_t* milestones, double gamma, nnl_schedule* schedule);
nnl_status nnl_exponential_lr_create(nnl_optimizer optimizer, double gamma, nnl_schedule* schedule);
nnl_status nnl_linear_lr_create(nnl_optimizer optimizer, double start_factor, double end_factor, int64_t total_iters, nnl_schedule* schedule);
nnl_status nnl_cosine_annealing_lr_create(nnl_optimizer optimizer, int64_t t_max, double eta_min, nnl_schedule* schedule);
nnl_status nnl_cosine_annealing_warm_restarts_create(nnl_optimizer optimizer, int64_t t_0, int64_t t_mult, double eta_min, nnl_schedule* schedule);
void nnl_one_cycle_lr_options_init(nnl_one_cycle_lr_options* options, uint32_t size);
nnl_status nnl_one_cycle_lr_create(nnl_optimizer optimizer, int64_t count, const double* max_lr, int64_t total_steps, const nnl_one_cycle_lr_options* options, nnl_schedule* schedule);
void nnl_reduce_lr_on_plateau_options_init(nnl_reduce_lr_on_plateau_options* options, uint32_t size);
nnl_status nnl_reduce_lr_on_plateau_create(nnl_optimizer optimizer, int64_t count, const double* min_lr, const nnl_reduce_lr_on_plateau_options* options, nnl_schedule* schedule);
nnl_status nnl_sequential_lr_create(int64_t count, const nnl_schedule* schedules, const int64_t* milestones, nnl_schedule* schedule);
void nnl_schedule_release(nnl_schedule schedule);
nnl_status nnl_schedule_step(nnl_schedule schedule);
nnl_status nnl_schedule_step_metric(nnl_schedule schedule, double metric);
nnl_status nnl_schedule_step_epoch(nnl_schedule schedule, double epoch);
nnl_status nnl_schedule_last_epoch(nnl_schedule schedule, int64_t* epoch);
nnl_status nnl_schedule_last_learning_rate(nnl_schedule schedule, int64_t group, double* learning_rate);
nnl_status nnl_module_freeze_statistics(nnl_module module, int32_t frozen);
nnl_status nnl_module_statistics_frozen(nnl_module module, int32_t* frozen);
nnl_status nnl_module_accumulate_statistics(nnl_module module, int32_t accumulate);
nnl_status nnl_module_commit_statistics(nnl_module module);
nnl_status nnl_recalibrate(nnl_module module, nnl_loader loader, int64_t max_batches, int64_t* batches);
nnl_status nnl_module_fold_batch_norms(nnl_module module, nnl_module* folded);
nnl_status nnl_batch_norm_report(nnl_module module, int64_t count, const nnl_tensor* inputs, char* buffer, int64_t capacity, int64_t* needed);
void nnl_profile_options_init(nnl_profile_options* options, uint32_t size);
nnl_status nnl_profile_start(nnl_context context, const nnl_profile_options* options);
nnl_status nnl_profile_stop(nnl_context context);
nnl_status nnl_profile_table(nnl_context context, char* buffer, int64_t capacity, int64_t* needed);
nnl_status nnl_profile_save_trace(nnl_context context, const char* path);
void nnl_profile_summary_init(nnl_profile_summary* summary, uint32_t size);
nnl_status nnl_profile_read_summary(nnl_context context, nnl_profile_summary* summary);
void nnl_profile_row_init(nnl_profile_row* row, uint32_t size);
nnl_status nnl_profile_read_row(nnl_context context, int64_t index, nnl_profile_row* row);
nnl_status nnl_profile_row_name(nnl_context context, int64_t index, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_profile_row_layer(nnl_context context, int64_t index, char* kind, int64_t capacity, int64_t* needed);
nnl_status nnl_context_set_number_check(nnl_context context, int32_t mode);
void nnl_number_report_init(nnl_number_report* report, uint32_t size);
nnl_status nnl_number_report_read(nnl_context context, nnl_number_report* report);
nnl_status nnl_number_report_op(nnl_context context, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_number_report_layer(nnl_context context, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_number_report_text(nnl_context context, char* buffer, int64_t capacity, int64_t* needed);
nnl_status nnl_scope_begin(nnl_scope* scope);
nnl_status nnl_scope_keep(nnl_scope scope, int64_t handle);
nnl_status nnl_scope_end(nnl_scope scope);
void nnl_scope_release(nnl_scope scope);
nnl_status nnl_tensor_to_dlpack(nnl_tensor tensor, int32_t versioned, void** managed);
nnl_status nnl_tensor_from_dlpack(nnl_context context, void* managed, int32_t versioned, nnl_tensor* tensor);
nnl_status nnl_set_handle_tracing(int32_t on);
nnl_status nnl_set_handle_label(const char* label);
void nnl_handle_row_init(nnl_handle_row* row, uint32_t size);
nnl_status nnl_handle_report_create(nnl_context context, int32_t all_contexts, nnl_handle_report* report);
void nnl_handle_report_release(nnl_handle_report report);
nnl_status nnl_handle_report_count(nnl_handle_report report, int64_t* count);
nnl_status nnl_handle_report_row(nnl_handle_report report, int64_t index, nnl_handle_row* row);
nnl_status nnl_handle_report_function(nnl_handle_report report, int64_t index, char* name, int64_t capacity, int64_t* needed);
nnl_status nnl_handle_report_label(nnl_handle_report report, int64_t index, char* label, int64_t capacity, int64_t* needed);
nnl_status nnl_handle_report_table(nnl_handle_report report, char* buffer, int64_t capacity, int64_t* needed);
]]

declarations.constants = {
  NNL_VERSION_MAJOR = 1,
  NNL_VERSION_MINOR = 0,
  NNL_VERSION_PATCH = 0,
  NNL_OK = 0,
  NNL_INVALID_ARGUMENT = 10,
  NNL_INVALID_HANDLE = 20,
  NNL_SHAPE_MISMATCH = 30,
  NNL_DTYPE_MISMATCH = 40,
  NNL_INDEX_OUT_OF_RANGE = 50,
  NNL_INVALID_STATE = 60,
  NNL_OUT_OF_MEMORY = 70,
  NNL_IO_ERROR = 80,
  NNL_INVALID_FILE = 90,
  NNL_NOT_FOUND = 100,
  NNL_CANCELLED = 110,
  NNL_BUFFER_TOO_SMALL = 120,
  NNL_NOT_SUPPORTED = 130,
  NNL_CALLBACK_FAILED = 140,
  NNL_INTERNAL = 900,
  NNL_F32 = 1,
  NNL_F64 = 2,
  NNL_I32 = 3,
  NNL_I64 = 4,
  NNL_U8 = 5,
  NNL_BOOL = 6,
  NNL_MAX_RANK = 8,
  NNL_REDUCTION_NONE = 0,
  NNL_REDUCTION_MEAN = 1,
  NNL_REDUCTION_SUM = 2,
  NNL_NONLINEARITY_LINEAR = 0,
  NNL_NONLINEARITY_SIGMOID = 1,
  NNL_NONLINEARITY_TANH = 2,
  NNL_NONLINEARITY_RELU = 3,
  NNL_NONLINEARITY_LEAKY_RELU = 4,
  NNL_FAN_IN = 0,
  NNL_FAN_OUT = 1,
  NNL_SAMPLING_SEQUENTIAL = 0,
  NNL_SAMPLING_SHUFFLE = 1,
  NNL_SAMPLING_REPLACEMENT = 2,
  NNL_LAST_BATCH_KEEP = 0,
  NNL_LAST_BATCH_DROP = 1,
  NNL_LAST_BATCH_MERGE = 2,
  NNL_LOG_TRACE = 0,
  NNL_LOG_DEBUG = 1,
  NNL_LOG_INFO = 2,
  NNL_LOG_WARNING = 3,
  NNL_LOG_ERROR = 4,
  NNL_LOG_OFF = 6,
  NNL_DEVICE_CPU = 1,
  NNL_BATCH_OF_ONE_ERROR = 0,
  NNL_BATCH_OF_ONE_RUNNING = 1,
  NNL_FIT_EPOCHS = 0,
  NNL_FIT_TIME = 1,
  NNL_FIT_CANCELLED = 2,
  NNL_FIT_PATIENCE = 3,
  NNL_LOAD_MISSING = 0,
  NNL_LOAD_UNEXPECTED = 1,
  NNL_LOAD_MISMATCHED = 2,
  NNL_GELU_NONE = 0,
  NNL_GELU_TANH = 1,
  NNL_BAG_SUM = 0,
  NNL_BAG_MEAN = 1,
  NNL_BAG_MAX = 2,
  NNL_ANNEALING_COSINE = 0,
  NNL_ANNEALING_LINEAR = 1,
  NNL_PLATEAU_MIN = 0,
  NNL_PLATEAU_MAX = 1,
  NNL_THRESHOLD_REL = 0,
  NNL_THRESHOLD_ABS = 1,
  NNL_PROFILE_OP = 0,
  NNL_PROFILE_BACKWARD = 1,
  NNL_PROFILE_LAYER = 2,
  NNL_PROFILE_OPTIMIZER = 3,
  NNL_PROFILE_STEP = 4,
  NNL_NUMBER_CHECK_OFF = 0,
  NNL_NUMBER_CHECK_REPORT = 1,
  NNL_NUMBER_CHECK_FAIL = 2,
  NNL_NUMBER_FORWARD = 0,
  NNL_NUMBER_BACKWARD = 1,
  NNL_NUMBER_UPDATE = 2,
  NNL_NUMBER_LOSS = 3,
  NNL_KIND_CONTEXT = 1,
  NNL_KIND_TENSOR = 2,
  NNL_KIND_MODULE = 3,
  NNL_KIND_OPTIMIZER = 4,
  NNL_KIND_LOADER = 5,
  NNL_KIND_LOAD_REPORT = 6,
  NNL_KIND_SCHEDULE = 7,
  NNL_KIND_SCOPE = 8,
  NNL_KIND_HANDLE_REPORT = 9,
}

-- Fields in order, each as {name, type, length of an array or 0}.
declarations.structs = {
  nnl_context_options = {
    { "struct_size", "uint32_t", 0 },
    { "device", "int32_t", 0 },
    { "threads", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "memory_limit", "int64_t", 0 },
    { "seed", "int64_t", 0 },
  },
  nnl_cross_entropy_options = {
    { "struct_size", "uint32_t", 0 },
    { "reduction", "int32_t", 0 },
    { "ignore_index", "int64_t", 0 },
    { "label_smoothing", "double", 0 },
    { "weight", "int64_t", 0 },
  },
  nnl_triplet_margin_options = {
    { "struct_size", "uint32_t", 0 },
    { "reduction", "int32_t", 0 },
    { "swap", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "margin", "double", 0 },
    { "p", "double", 0 },
    { "eps", "double", 0 },
  },
  nnl_embedding_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "has_padding_idx", "int32_t", 0 },
    { "has_max_norm", "int32_t", 0 },
    { "scale_grad_by_freq", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "padding_idx", "int64_t", 0 },
    { "max_norm", "double", 0 },
    { "norm_type", "double", 0 },
  },
  nnl_batch_norm_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "affine", "int32_t", 0 },
    { "track_running_stats", "int32_t", 0 },
    { "cumulative_average", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "eps", "double", 0 },
    { "momentum", "double", 0 },
    { "bias", "int32_t", 0 },
    { "batch_of_one", "int32_t", 0 },
  },
  nnl_linear_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "bias", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
  },
  nnl_sgd_options = {
    { "struct_size", "uint32_t", 0 },
    { "nesterov", "int32_t", 0 },
    { "maximize", "int32_t", 0 },
    { "lazy_rows", "int32_t", 0 },
    { "learning_rate", "double", 0 },
    { "momentum", "double", 0 },
    { "dampening", "double", 0 },
    { "weight_decay", "double", 0 },
  },
  nnl_loader_options = {
    { "struct_size", "uint32_t", 0 },
    { "sampling", "int32_t", 0 },
    { "last_batch", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "batch_size", "int64_t", 0 },
    { "seed", "int64_t", 0 },
  },
  nnl_train_step_options = {
    { "struct_size", "uint32_t", 0 },
    { "has_clip_norm", "int32_t", 0 },
    { "has_clip_value", "int32_t", 0 },
    { "error_if_nonfinite", "int32_t", 0 },
    { "clip_norm", "double", 0 },
    { "clip_norm_type", "double", 0 },
    { "clip_value", "double", 0 },
  },
  nnl_fit_progress = {
    { "struct_size", "uint32_t", 0 },
    { "epoch_ended", "int32_t", 0 },
    { "epoch", "int64_t", 0 },
    { "batch", "int64_t", 0 },
    { "batches", "int64_t", 0 },
    { "step", "int64_t", 0 },
    { "loss", "double", 0 },
    { "validation_loss", "double", 0 },
    { "seconds", "double", 0 },
  },
  nnl_fit_options = {
    { "struct_size", "uint32_t", 0 },
    { "keep_best", "int32_t", 0 },
    { "has_clip_norm", "int32_t", 0 },
    { "has_clip_value", "int32_t", 0 },
    { "error_if_nonfinite", "int32_t", 0 },
    { "schedule_each_step", "int32_t", 0 },
    { "clip_norm", "double", 0 },
    { "clip_norm_type", "double", 0 },
    { "clip_value", "double", 0 },
    { "epochs", "int64_t", 0 },
    { "num_inputs", "int64_t", 0 },
    { "validation", "int64_t", 0 },
    { "schedule", "int64_t", 0 },
    { "max_seconds", "double", 0 },
    { "patience", "int64_t", 0 },
    { "min_delta", "double", 0 },
  },
  nnl_fit_report = {
    { "struct_size", "uint32_t", 0 },
    { "end", "int32_t", 0 },
    { "epochs", "int64_t", 0 },
    { "steps", "int64_t", 0 },
    { "best_epoch", "int64_t", 0 },
    { "loss", "double", 0 },
    { "validation_loss", "double", 0 },
    { "best_loss", "double", 0 },
    { "seconds", "double", 0 },
  },
  nnl_checkpoint_parts = {
    { "struct_size", "uint32_t", 0 },
    { "random", "int32_t", 0 },
    { "model", "int64_t", 0 },
    { "optimizer", "int64_t", 0 },
    { "schedule", "int64_t", 0 },
    { "loader", "int64_t", 0 },
  },
  nnl_gradcheck_options = {
    { "struct_size", "uint32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "eps", "double", 0 },
    { "atol", "double", 0 },
    { "rtol", "double", 0 },
  },
  nnl_load_options = {
    { "struct_size", "uint32_t", 0 },
    { "strict", "int32_t", 0 },
    { "dry_run", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
  },
  nnl_conv_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "bias", "int32_t", 0 },
    { "padding_same", "int32_t", 0 },
    { "groups", "int64_t", 0 },
    { "stride", "int64_t", 2 },
    { "padding", "int64_t", 2 },
    { "dilation", "int64_t", 2 },
  },
  nnl_layer_norm_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "elementwise_affine", "int32_t", 0 },
    { "bias", "int32_t", 0 },
    { "eps", "double", 0 },
  },
  nnl_group_norm_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "affine", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "eps", "double", 0 },
  },
  nnl_max_pool2d_options = {
    { "struct_size", "uint32_t", 0 },
    { "ceil_mode", "int32_t", 0 },
    { "stride", "int64_t", 2 },
    { "padding", "int64_t", 2 },
    { "dilation", "int64_t", 2 },
  },
  nnl_avg_pool2d_options = {
    { "struct_size", "uint32_t", 0 },
    { "ceil_mode", "int32_t", 0 },
    { "count_include_pad", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "divisor_override", "int64_t", 0 },
    { "stride", "int64_t", 2 },
    { "padding", "int64_t", 2 },
  },
  nnl_adam_options = {
    { "struct_size", "uint32_t", 0 },
    { "amsgrad", "int32_t", 0 },
    { "maximize", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "learning_rate", "double", 0 },
    { "beta1", "double", 0 },
    { "beta2", "double", 0 },
    { "eps", "double", 0 },
    { "weight_decay", "double", 0 },
  },
  nnl_adamw_options = {
    { "struct_size", "uint32_t", 0 },
    { "amsgrad", "int32_t", 0 },
    { "maximize", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "learning_rate", "double", 0 },
    { "beta1", "double", 0 },
    { "beta2", "double", 0 },
    { "eps", "double", 0 },
    { "weight_decay", "double", 0 },
  },
  nnl_sparse_adam_options = {
    { "struct_size", "uint32_t", 0 },
    { "maximize", "int32_t", 0 },
    { "learning_rate", "double", 0 },
    { "beta1", "double", 0 },
    { "beta2", "double", 0 },
    { "eps", "double", 0 },
  },
  nnl_adagrad_options = {
    { "struct_size", "uint32_t", 0 },
    { "maximize", "int32_t", 0 },
    { "learning_rate", "double", 0 },
    { "lr_decay", "double", 0 },
    { "weight_decay", "double", 0 },
    { "initial_accumulator_value", "double", 0 },
    { "eps", "double", 0 },
  },
  nnl_rmsprop_options = {
    { "struct_size", "uint32_t", 0 },
    { "centered", "int32_t", 0 },
    { "maximize", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "learning_rate", "double", 0 },
    { "alpha", "double", 0 },
    { "eps", "double", 0 },
    { "weight_decay", "double", 0 },
    { "momentum", "double", 0 },
  },
  nnl_embedding_bag_options = {
    { "struct_size", "uint32_t", 0 },
    { "dtype", "int32_t", 0 },
    { "mode", "int32_t", 0 },
    { "include_last_offset", "int32_t", 0 },
    { "has_padding_idx", "int32_t", 0 },
    { "has_max_norm", "int32_t", 0 },
    { "scale_grad_by_freq", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "padding_idx", "int64_t", 0 },
    { "max_norm", "double", 0 },
    { "norm_type", "double", 0 },
  },
  nnl_one_cycle_lr_options = {
    { "struct_size", "uint32_t", 0 },
    { "annealing", "int32_t", 0 },
    { "cycle_momentum", "int32_t", 0 },
    { "three_phase", "int32_t", 0 },
    { "pct_start", "double", 0 },
    { "base_momentum", "double", 0 },
    { "max_momentum", "double", 0 },
    { "div_factor", "double", 0 },
    { "final_div_factor", "double", 0 },
  },
  nnl_reduce_lr_on_plateau_options = {
    { "struct_size", "uint32_t", 0 },
    { "mode", "int32_t", 0 },
    { "threshold_mode", "int32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "factor", "double", 0 },
    { "threshold", "double", 0 },
    { "eps", "double", 0 },
    { "patience", "int64_t", 0 },
    { "cooldown", "int64_t", 0 },
  },
  nnl_profile_options = {
    { "struct_size", "uint32_t", 0 },
    { "reserved", "int32_t", 0 },
    { "max_events", "int64_t", 0 },
  },
  nnl_profile_summary = {
    { "struct_size", "uint32_t", 0 },
    { "recording", "int32_t", 0 },
    { "rows", "int64_t", 0 },
    { "events", "int64_t", 0 },
    { "dropped_events", "int64_t", 0 },
    { "total_ns", "int64_t", 0 },
  },
  nnl_profile_row = {
    { "struct_size", "uint32_t", 0 },
    { "kind", "int32_t", 0 },
    { "calls", "int64_t", 0 },
    { "total_ns", "int64_t", 0 },
    { "self_ns", "int64_t", 0 },
    { "bytes", "int64_t", 0 },
  },
  nnl_number_report = {
    { "struct_size", "uint32_t", 0 },
    { "mode", "int32_t", 0 },
    { "found", "int32_t", 0 },
    { "kind", "int32_t", 0 },
    { "is_nan", "int32_t", 0 },
    { "inputs_finite", "int32_t", 0 },
    { "input", "int64_t", 0 },
    { "position", "int64_t", 0 },
    { "step", "int64_t", 0 },
  },
  nnl_handle_row = {
    { "struct_size", "uint32_t", 0 },
    { "kind", "int32_t", 0 },
    { "count", "int64_t", 0 },
    { "bytes", "int64_t", 0 },
    { "thread", "int64_t", 0 },
  },
}

declarations.functions = {
  "nnl_version",
  "nnl_abi_version",
  "nnl_build_info",
  "nnl_last_error_status",
  "nnl_last_error_message",
  "nnl_last_error_function",
  "nnl_last_error_argument",
  "nnl_set_last_error",
  "nnl_live_handles",
  "nnl_shutdown",
  "nnl_grad_enabled",
  "nnl_set_grad_enabled",
  "nnl_context_options_init",
  "nnl_context_create",
  "nnl_context_release",
  "nnl_context_set_threads",
  "nnl_context_threads",
  "nnl_context_memory_used",
  "nnl_context_set_memory_limit",
  "nnl_context_seed",
  "nnl_context_set_log_level",
  "nnl_context_set_log_callback",
  "nnl_tensor_full",
  "nnl_tensor_scalar_like",
  "nnl_tensor_from_data",
  "nnl_tensor_borrow",
  "nnl_tensor_borrow_const",
  "nnl_tensor_release",
  "nnl_tensor_share",
  "nnl_tensor_dtype",
  "nnl_tensor_rank",
  "nnl_tensor_shape",
  "nnl_tensor_count",
  "nnl_tensor_item",
  "nnl_tensor_read",
  "nnl_tensor_write",
  "nnl_tensor_copy_from",
  "nnl_tensor_data",
  "nnl_tensor_context",
  "nnl_module_context",
  "nnl_tensor_requires_grad",
  "nnl_tensor_set_requires_grad",
  "nnl_tensor_backward",
  "nnl_tensor_grad",
  "nnl_tensor_set_grad",
  "nnl_tensor_grad_rows",
  "nnl_tensor_zero_grad",
  "nnl_add",
  "nnl_subtract",
  "nnl_multiply",
  "nnl_divide",
  "nnl_affine",
  "nnl_matmul",
  "nnl_linear",
  "nnl_reshape",
  "nnl_flatten",
  "nnl_transpose",
  "nnl_clone",
  "nnl_detach",
  "nnl_sum",
  "nnl_mean",
  "nnl_sigmoid",
  "nnl_tanh",
  "nnl_relu",
  "nnl_leaky_relu",
  "nnl_softmax",
  "nnl_log_softmax",
  "nnl_mse_loss",
  "nnl_cross_entropy_options_init",
  "nnl_cross_entropy",
  "nnl_l1_loss",
  "nnl_smooth_l1_loss",
  "nnl_huber_loss",
  "nnl_bce_loss",
  "nnl_bce_with_logits_loss",
  "nnl_nll_loss",
  "nnl_cosine_embedding_loss",
  "nnl_triplet_margin_options_init",
  "nnl_triplet_margin_loss",
  "nnl_embedding_options_init",
  "nnl_embedding",
  "nnl_batch_norm_options_init",
  "nnl_batch_norm",
  "nnl_embedding_create",
  "nnl_linear_options_init",
  "nnl_linear_create",
  "nnl_batch_norm1d_create",
  "nnl_batch_norm2d_create",
  "nnl_batch_norm3d_create",
  "nnl_flatten_create",
  "nnl_sigmoid_create",
  "nnl_tanh_create",
  "nnl_relu_create",
  "nnl_leaky_relu_create",
  "nnl_mse_loss_create",
  "nnl_l1_loss_create",
  "nnl_smooth_l1_loss_create",
  "nnl_huber_loss_create",
  "nnl_bce_loss_create",
  "nnl_bce_with_logits_loss_create",
  "nnl_nll_loss_create",
  "nnl_cross_entropy_loss_create",
  "nnl_cosine_embedding_loss_create",
  "nnl_triplet_margin_loss_create",
  "nnl_sequential_create",
  "nnl_module_release",
  "nnl_module_forward",
  "nnl_module_forward_inputs",
  "nnl_module_train",
  "nnl_module_is_training",
  "nnl_module_set_requires_grad",
  "nnl_module_zero_grad",
  "nnl_module_num_parameters",
  "nnl_module_parameter",
  "nnl_module_parameter_name",
  "nnl_module_num_buffers",
  "nnl_module_buffer",
  "nnl_module_buffer_name",
  "nnl_module_tensor",
  "nnl_module_save",
  "nnl_module_load",
  "nnl_init_constant",
  "nnl_init_uniform",
  "nnl_init_normal",
  "nnl_init_xavier_uniform",
  "nnl_init_xavier_normal",
  "nnl_init_kaiming_uniform",
  "nnl_init_kaiming_normal",
  "nnl_init_gain",
  "nnl_sgd_options_init",
  "nnl_sgd_create",
  "nnl_sgd_add_group",
  "nnl_optimizer_release",
  "nnl_optimizer_step",
  "nnl_optimizer_settle",
  "nnl_optimizer_zero_grad",
  "nnl_optimizer_num_groups",
  "nnl_optimizer_learning_rate",
  "nnl_optimizer_set_learning_rate",
  "nnl_clip_grad_norm",
  "nnl_clip_grad_value",
  "nnl_loader_options_init",
  "nnl_loader_create",
  "nnl_loader_release",
  "nnl_loader_next",
  "nnl_loader_num_batches",
  "nnl_loader_epoch",
  "nnl_train_step_options_init",
  "nnl_train_step",
  "nnl_evaluate",
  "nnl_fit_options_init",
  "nnl_fit_report_init",
  "nnl_fit",
  "nnl_checkpoint_parts_init",
  "nnl_checkpoint_save",
  "nnl_checkpoint_load",
  "nnl_exp",
  "nnl_log",
  "nnl_sqrt",
  "nnl_abs",
  "nnl_negative",
  "nnl_reciprocal",
  "nnl_pow",
  "nnl_pow_tensor",
  "nnl_clamp",
  "nnl_minimum",
  "nnl_maximum",
  "nnl_eq",
  "nnl_ne",
  "nnl_lt",
  "nnl_le",
  "nnl_gt",
  "nnl_ge",
  "nnl_eq_scalar",
  "nnl_ne_scalar",
  "nnl_lt_scalar",
  "nnl_le_scalar",
  "nnl_gt_scalar",
  "nnl_ge_scalar",
  "nnl_logical_not",
  "nnl_logical_and",
  "nnl_logical_or",
  "nnl_where",
  "nnl_masked_fill",
  "nnl_max",
  "nnl_min",
  "nnl_max_along",
  "nnl_min_along",
  "nnl_argmax",
  "nnl_argmin",
  "nnl_argmax_along",
  "nnl_argmin_along",
  "nnl_topk",
  "nnl_var",
  "nnl_std",
  "nnl_norm",
  "nnl_cat",
  "nnl_stack",
  "nnl_split",
  "nnl_slice",
  "nnl_gather",
  "nnl_index_select",
  "nnl_one_hot",
  "nnl_permute",
  "nnl_squeeze",
  "nnl_unsqueeze",
  "nnl_expand",
  "nnl_bmm",
  "nnl_cosine_similarity",
  "nnl_module_create",
  "nnl_module_add_parameter",
  "nnl_module_add_buffer",
  "nnl_module_add_child",
  "nnl_module_share",
  "nnl_module_kind",
  "nnl_module_num_children",
  "nnl_module_child",
  "nnl_module_child_name",
  "nnl_module_summary",
  "nnl_custom_op",
  "nnl_gradcheck_options_init",
  "nnl_gradcheck",
  "nnl_load_options_init",
  "nnl_module_load_with",
  "nnl_load_report_release",
  "nnl_load_report_count",
  "nnl_load_report_name",
  "nnl_conv_options_init",
  "nnl_conv1d",
  "nnl_conv2d",
  "nnl_conv1d_create",
  "nnl_conv2d_create",
  "nnl_layer_norm_options_init",
  "nnl_layer_norm",
  "nnl_layer_norm_create",
  "nnl_group_norm_options_init",
  "nnl_group_norm",
  "nnl_group_norm_create",
  "nnl_max_pool2d_options_init",
  "nnl_avg_pool2d_options_init",
  "nnl_max_pool2d",
  "nnl_avg_pool2d",
  "nnl_adaptive_avg_pool2d",
  "nnl_max_pool2d_create",
  "nnl_avg_pool2d_create",
  "nnl_adaptive_avg_pool2d_create",
  "nnl_adam_options_init",
  "nnl_adam_create",
  "nnl_adam_add_group",
  "nnl_adamw_options_init",
  "nnl_adamw_create",
  "nnl_adamw_add_group",
  "nnl_sparse_adam_options_init",
  "nnl_sparse_adam_create",
  "nnl_sparse_adam_add_group",
  "nnl_adagrad_options_init",
  "nnl_adagrad_create",
  "nnl_adagrad_add_group",
  "nnl_rmsprop_options_init",
  "nnl_rmsprop_create",
  "nnl_rmsprop_add_group",
  "nnl_optimizer_momentum",
  "nnl_optimizer_set_momentum",
  "nnl_elu",
  "nnl_gelu",
  "nnl_silu",
  "nnl_softplus",
  "nnl_hardtanh",
  "nnl_prelu",
  "nnl_dropout",
  "nnl_elu_create",
  "nnl_gelu_create",
  "nnl_silu_create",
  "nnl_softplus_create",
  "nnl_hardtanh_create",
  "nnl_prelu_create",
  "nnl_softmax_create",
  "nnl_log_softmax_create",
  "nnl_dropout_create",
  "nnl_embedding_bag_options_init",
  "nnl_embedding_bag",
  "nnl_embedding_bag_create",
  "nnl_embedding_from_pretrained",
  "nnl_embedding_bag_from_pretrained",
  "nnl_step_lr_create",
  "nnl_multi_step_lr_create",
  "nnl_exponential_lr_create",
  "nnl_linear_lr_create",
  "nnl_cosine_annealing_lr_create",
  "nnl_cosine_annealing_warm_restarts_create",
  "nnl_one_cycle_lr_options_init",
  "nnl_one_cycle_lr_create",
  "nnl_reduce_lr_on_plateau_options_init",
  "nnl_reduce_lr_on_plateau_create",
  "nnl_sequential_lr_create",
  "nnl_schedule_release",
  "nnl_schedule_step",
  "nnl_schedule_step_metric",
  "nnl_schedule_step_epoch",
  "nnl_schedule_last_epoch",
  "nnl_schedule_last_learning_rate",
  "nnl_module_freeze_statistics",
  "nnl_module_statistics_frozen",
  "nnl_module_accumulate_statistics",
  "nnl_module_commit_statistics",
  "nnl_recalibrate",
  "nnl_module_fold_batch_norms",
  "nnl_batch_norm_report",
  "nnl_profile_options_init",
  "nnl_profile_start",
  "nnl_profile_stop",
  "nnl_profile_table",
  "nnl_profile_save_trace",
  "nnl_profile_summary_init",
  "nnl_profile_read_summary",
  "nnl_profile_row_init",
  "nnl_profile_read_row",
  "nnl_profile_row_name",
  "nnl_profile_row_layer",
  "nnl_context_set_number_check",
  "nnl_number_report_init",
  "nnl_number_report_read",
  "nnl_number_report_op",
  "nnl_number_report_layer",
  "nnl_number_report_text",
  "nnl_scope_begin",
  "nnl_scope_keep",
  "nnl_scope_end",
  "nnl_scope_release",
  "nnl_tensor_to_dlpack",
  "nnl_tensor_from_dlpack",
  "nnl_set_handle_tracing",
  "nnl_set_handle_label",
  "nnl_handle_row_init",
  "nnl_handle_report_create",
  "nnl_handle_report_release",
  "nnl_handle_report_count",
  "nnl_handle_report_row",
  "nnl_handle_report_function",
  "nnl_handle_report_label",
  "nnl_handle_report_table",
}

return declarations
