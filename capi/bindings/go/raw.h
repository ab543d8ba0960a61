/* Written by generate.py from nnlite.h. */

#ifndef NNLGO_RAW_H
#define NNLGO_RAW_H

#include "native.h"

/* The library's functions; one that it lacks is NULL. */
typedef struct nnlgo_table {
  __typeof__(nnl_version)* version;
  __typeof__(nnl_last_error_status)* last_error_status;
  __typeof__(nnl_last_error_message)* last_error_message;
  __typeof__(nnl_last_error_function)* last_error_function;
  __typeof__(nnl_last_error_argument)* last_error_argument;
  __typeof__(nnl_set_last_error)* set_last_error;
  __typeof__(nnl_live_handles)* live_handles;
  __typeof__(nnl_shutdown)* shutdown;
  __typeof__(nnl_grad_enabled)* grad_enabled;
  __typeof__(nnl_set_grad_enabled)* set_grad_enabled;
  __typeof__(nnl_context_options_init)* context_options_init;
  __typeof__(nnl_context_create)* context_create;
  __typeof__(nnl_context_release)* context_release;
  __typeof__(nnl_context_set_threads)* context_set_threads;
  __typeof__(nnl_context_threads)* context_threads;
  __typeof__(nnl_context_memory_used)* context_memory_used;
  __typeof__(nnl_context_set_memory_limit)* context_set_memory_limit;
  __typeof__(nnl_context_seed)* context_seed;
  __typeof__(nnl_context_set_log_level)* context_set_log_level;
  __typeof__(nnl_context_set_log_callback)* context_set_log_callback;
  __typeof__(nnl_tensor_full)* tensor_full;
  __typeof__(nnl_tensor_scalar_like)* tensor_scalar_like;
  __typeof__(nnl_tensor_from_data)* tensor_from_data;
  __typeof__(nnl_tensor_borrow)* tensor_borrow;
  __typeof__(nnl_tensor_borrow_const)* tensor_borrow_const;
  __typeof__(nnl_tensor_release)* tensor_release;
  __typeof__(nnl_tensor_share)* tensor_share;
  __typeof__(nnl_tensor_dtype)* tensor_dtype;
  __typeof__(nnl_tensor_rank)* tensor_rank;
  __typeof__(nnl_tensor_shape)* tensor_shape;
  __typeof__(nnl_tensor_count)* tensor_count;
  __typeof__(nnl_tensor_item)* tensor_item;
  __typeof__(nnl_tensor_read)* tensor_read;
  __typeof__(nnl_tensor_write)* tensor_write;
  __typeof__(nnl_tensor_copy_from)* tensor_copy_from;
  __typeof__(nnl_tensor_requires_grad)* tensor_requires_grad;
  __typeof__(nnl_tensor_set_requires_grad)* tensor_set_requires_grad;
  __typeof__(nnl_tensor_backward)* tensor_backward;
  __typeof__(nnl_tensor_grad)* tensor_grad;
  __typeof__(nnl_tensor_set_grad)* tensor_set_grad;
  __typeof__(nnl_tensor_grad_rows)* tensor_grad_rows;
  __typeof__(nnl_tensor_zero_grad)* tensor_zero_grad;
  __typeof__(nnl_add)* add;
  __typeof__(nnl_subtract)* subtract;
  __typeof__(nnl_multiply)* multiply;
  __typeof__(nnl_divide)* divide;
  __typeof__(nnl_affine)* affine;
  __typeof__(nnl_matmul)* matmul;
  __typeof__(nnl_linear)* linear;
  __typeof__(nnl_reshape)* reshape;
  __typeof__(nnl_flatten)* flatten;
  __typeof__(nnl_transpose)* transpose;
  __typeof__(nnl_clone)* clone;
  __typeof__(nnl_detach)* detach;
  __typeof__(nnl_sum)* sum;
  __typeof__(nnl_mean)* mean;
  __typeof__(nnl_sigmoid)* sigmoid;
  __typeof__(nnl_tanh)* tanh;
  __typeof__(nnl_relu)* relu;
  __typeof__(nnl_leaky_relu)* leaky_relu;
  __typeof__(nnl_softmax)* softmax;
  __typeof__(nnl_log_softmax)* log_softmax;
  __typeof__(nnl_mse_loss)* mse_loss;
  __typeof__(nnl_cross_entropy_options_init)* cross_entropy_options_init;
  __typeof__(nnl_cross_entropy)* cross_entropy;
  __typeof__(nnl_l1_loss)* l1_loss;
  __typeof__(nnl_smooth_l1_loss)* smooth_l1_loss;
  __typeof__(nnl_huber_loss)* huber_loss;
  __typeof__(nnl_bce_loss)* bce_loss;
  __typeof__(nnl_bce_with_logits_loss)* bce_with_logits_loss;
  __typeof__(nnl_nll_loss)* nll_loss;
  __typeof__(nnl_cosine_embedding_loss)* cosine_embedding_loss;
  __typeof__(nnl_triplet_margin_options_init)* triplet_margin_options_init;
  __typeof__(nnl_triplet_margin_loss)* triplet_margin_loss;
  __typeof__(nnl_embedding_options_init)* embedding_options_init;
  __typeof__(nnl_embedding)* embedding;
  __typeof__(nnl_batch_norm_options_init)* batch_norm_options_init;
  __typeof__(nnl_batch_norm)* batch_norm;
  __typeof__(nnl_embedding_create)* embedding_create;
  __typeof__(nnl_linear_options_init)* linear_options_init;
  __typeof__(nnl_linear_create)* linear_create;
  __typeof__(nnl_batch_norm1d_create)* batch_norm1d_create;
  __typeof__(nnl_batch_norm2d_create)* batch_norm2d_create;
  __typeof__(nnl_batch_norm3d_create)* batch_norm3d_create;
  __typeof__(nnl_flatten_create)* flatten_create;
  __typeof__(nnl_sigmoid_create)* sigmoid_create;
  __typeof__(nnl_tanh_create)* tanh_create;
  __typeof__(nnl_relu_create)* relu_create;
  __typeof__(nnl_leaky_relu_create)* leaky_relu_create;
  __typeof__(nnl_mse_loss_create)* mse_loss_create;
  __typeof__(nnl_l1_loss_create)* l1_loss_create;
  __typeof__(nnl_smooth_l1_loss_create)* smooth_l1_loss_create;
  __typeof__(nnl_huber_loss_create)* huber_loss_create;
  __typeof__(nnl_bce_loss_create)* bce_loss_create;
  __typeof__(nnl_bce_with_logits_loss_create)* bce_with_logits_loss_create;
  __typeof__(nnl_nll_loss_create)* nll_loss_create;
  __typeof__(nnl_cross_entropy_loss_create)* cross_entropy_loss_create;
  __typeof__(nnl_cosine_embedding_loss_create)* cosine_embedding_loss_create;
  __typeof__(nnl_triplet_margin_loss_create)* triplet_margin_loss_create;
  __typeof__(nnl_sequential_create)* sequential_create;
  __typeof__(nnl_module_release)* module_release;
  __typeof__(nnl_module_forward)* module_forward;
  __typeof__(nnl_module_forward_inputs)* module_forward_inputs;
  __typeof__(nnl_module_train)* module_train;
  __typeof__(nnl_module_is_training)* module_is_training;
  __typeof__(nnl_module_set_requires_grad)* module_set_requires_grad;
  __typeof__(nnl_module_zero_grad)* module_zero_grad;
  __typeof__(nnl_module_num_parameters)* module_num_parameters;
  __typeof__(nnl_module_parameter)* module_parameter;
  __typeof__(nnl_module_parameter_name)* module_parameter_name;
  __typeof__(nnl_module_num_buffers)* module_num_buffers;
  __typeof__(nnl_module_buffer)* module_buffer;
  __typeof__(nnl_module_buffer_name)* module_buffer_name;
  __typeof__(nnl_module_tensor)* module_tensor;
  __typeof__(nnl_module_save)* module_save;
  __typeof__(nnl_module_load)* module_load;
  __typeof__(nnl_init_constant)* init_constant;
  __typeof__(nnl_init_uniform)* init_uniform;
  __typeof__(nnl_init_normal)* init_normal;
  __typeof__(nnl_init_xavier_uniform)* init_xavier_uniform;
  __typeof__(nnl_init_xavier_normal)* init_xavier_normal;
  __typeof__(nnl_init_kaiming_uniform)* init_kaiming_uniform;
  __typeof__(nnl_init_kaiming_normal)* init_kaiming_normal;
  __typeof__(nnl_init_gain)* init_gain;
  __typeof__(nnl_sgd_options_init)* sgd_options_init;
  __typeof__(nnl_sgd_create)* sgd_create;
  __typeof__(nnl_sgd_add_group)* sgd_add_group;
  __typeof__(nnl_optimizer_release)* optimizer_release;
  __typeof__(nnl_optimizer_step)* optimizer_step;
  __typeof__(nnl_optimizer_settle)* optimizer_settle;
  __typeof__(nnl_optimizer_zero_grad)* optimizer_zero_grad;
  __typeof__(nnl_optimizer_num_groups)* optimizer_num_groups;
  __typeof__(nnl_optimizer_learning_rate)* optimizer_learning_rate;
  __typeof__(nnl_optimizer_set_learning_rate)* optimizer_set_learning_rate;
  __typeof__(nnl_clip_grad_norm)* clip_grad_norm;
  __typeof__(nnl_clip_grad_value)* clip_grad_value;
  __typeof__(nnl_loader_options_init)* loader_options_init;
  __typeof__(nnl_loader_create)* loader_create;
  __typeof__(nnl_loader_release)* loader_release;
  __typeof__(nnl_loader_next)* loader_next;
  __typeof__(nnl_loader_num_batches)* loader_num_batches;
  __typeof__(nnl_loader_epoch)* loader_epoch;
  __typeof__(nnl_train_step_options_init)* train_step_options_init;
  __typeof__(nnl_train_step)* train_step;
  __typeof__(nnl_evaluate)* evaluate;
  __typeof__(nnl_fit_options_init)* fit_options_init;
  __typeof__(nnl_fit_report_init)* fit_report_init;
  __typeof__(nnl_fit)* fit;
  __typeof__(nnl_checkpoint_parts_init)* checkpoint_parts_init;
  __typeof__(nnl_checkpoint_save)* checkpoint_save;
  __typeof__(nnl_checkpoint_load)* checkpoint_load;
  __typeof__(nnl_exp)* exp;
  __typeof__(nnl_log)* log;
  __typeof__(nnl_sqrt)* sqrt;
  __typeof__(nnl_abs)* abs;
  __typeof__(nnl_negative)* negative;
  __typeof__(nnl_reciprocal)* reciprocal;
  __typeof__(nnl_pow)* pow;
  __typeof__(nnl_pow_tensor)* pow_tensor;
  __typeof__(nnl_clamp)* clamp;
  __typeof__(nnl_minimum)* minimum;
  __typeof__(nnl_maximum)* maximum;
  __typeof__(nnl_eq)* eq;
  __typeof__(nnl_ne)* ne;
  __typeof__(nnl_lt)* lt;
  __typeof__(nnl_le)* le;
  __typeof__(nnl_gt)* gt;
  __typeof__(nnl_ge)* ge;
  __typeof__(nnl_eq_scalar)* eq_scalar;
  __typeof__(nnl_ne_scalar)* ne_scalar;
  __typeof__(nnl_lt_scalar)* lt_scalar;
  __typeof__(nnl_le_scalar)* le_scalar;
  __typeof__(nnl_gt_scalar)* gt_scalar;
  __typeof__(nnl_ge_scalar)* ge_scalar;
  __typeof__(nnl_logical_not)* logical_not;
  __typeof__(nnl_logical_and)* logical_and;
  __typeof__(nnl_logical_or)* logical_or;
  __typeof__(nnl_where)* where;
  __typeof__(nnl_masked_fill)* masked_fill;
  __typeof__(nnl_max)* max;
  __typeof__(nnl_min)* min;
  __typeof__(nnl_max_along)* max_along;
  __typeof__(nnl_min_along)* min_along;
  __typeof__(nnl_argmax)* argmax;
  __typeof__(nnl_argmin)* argmin;
  __typeof__(nnl_argmax_along)* argmax_along;
  __typeof__(nnl_argmin_along)* argmin_along;
  __typeof__(nnl_topk)* topk;
  __typeof__(nnl_var)* var;
  __typeof__(nnl_std)* std;
  __typeof__(nnl_norm)* norm;
  __typeof__(nnl_cat)* cat;
  __typeof__(nnl_stack)* stack;
  __typeof__(nnl_split)* split;
  __typeof__(nnl_slice)* slice;
  __typeof__(nnl_gather)* gather;
  __typeof__(nnl_index_select)* index_select;
  __typeof__(nnl_one_hot)* one_hot;
  __typeof__(nnl_permute)* permute;
  __typeof__(nnl_squeeze)* squeeze;
  __typeof__(nnl_unsqueeze)* unsqueeze;
  __typeof__(nnl_expand)* expand;
  __typeof__(nnl_bmm)* bmm;
  __typeof__(nnl_cosine_similarity)* cosine_similarity;
  __typeof__(nnl_module_create)* module_create;
  __typeof__(nnl_module_add_parameter)* module_add_parameter;
  __typeof__(nnl_module_add_buffer)* module_add_buffer;
  __typeof__(nnl_module_add_child)* module_add_child;
  __typeof__(nnl_module_share)* module_share;
  __typeof__(nnl_module_kind)* module_kind;
  __typeof__(nnl_module_num_children)* module_num_children;
  __typeof__(nnl_module_child)* module_child;
  __typeof__(nnl_module_child_name)* module_child_name;
  __typeof__(nnl_module_summary)* module_summary;
  __typeof__(nnl_custom_op)* custom_op;
  __typeof__(nnl_gradcheck_options_init)* gradcheck_options_init;
  __typeof__(nnl_gradcheck)* gradcheck;
  __typeof__(nnl_load_options_init)* load_options_init;
  __typeof__(nnl_module_load_with)* module_load_with;
  __typeof__(nnl_load_report_release)* load_report_release;
  __typeof__(nnl_load_report_count)* load_report_count;
  __typeof__(nnl_load_report_name)* load_report_name;
  __typeof__(nnl_conv_options_init)* conv_options_init;
  __typeof__(nnl_conv1d)* conv1d;
  __typeof__(nnl_conv2d)* conv2d;
  __typeof__(nnl_conv1d_create)* conv1d_create;
  __typeof__(nnl_conv2d_create)* conv2d_create;
  __typeof__(nnl_layer_norm_options_init)* layer_norm_options_init;
  __typeof__(nnl_layer_norm)* layer_norm;
  __typeof__(nnl_layer_norm_create)* layer_norm_create;
  __typeof__(nnl_group_norm_options_init)* group_norm_options_init;
  __typeof__(nnl_group_norm)* group_norm;
  __typeof__(nnl_group_norm_create)* group_norm_create;
  __typeof__(nnl_max_pool2d_options_init)* max_pool2d_options_init;
  __typeof__(nnl_avg_pool2d_options_init)* avg_pool2d_options_init;
  __typeof__(nnl_max_pool2d)* max_pool2d;
  __typeof__(nnl_avg_pool2d)* avg_pool2d;
  __typeof__(nnl_adaptive_avg_pool2d)* adaptive_avg_pool2d;
  __typeof__(nnl_max_pool2d_create)* max_pool2d_create;
  __typeof__(nnl_avg_pool2d_create)* avg_pool2d_create;
  __typeof__(nnl_adaptive_avg_pool2d_create)* adaptive_avg_pool2d_create;
  __typeof__(nnl_adam_options_init)* adam_options_init;
  __typeof__(nnl_adam_create)* adam_create;
  __typeof__(nnl_adam_add_group)* adam_add_group;
  __typeof__(nnl_adamw_options_init)* adamw_options_init;
  __typeof__(nnl_adamw_create)* adamw_create;
  __typeof__(nnl_adamw_add_group)* adamw_add_group;
  __typeof__(nnl_sparse_adam_options_init)* sparse_adam_options_init;
  __typeof__(nnl_sparse_adam_create)* sparse_adam_create;
  __typeof__(nnl_sparse_adam_add_group)* sparse_adam_add_group;
  __typeof__(nnl_adagrad_options_init)* adagrad_options_init;
  __typeof__(nnl_adagrad_create)* adagrad_create;
  __typeof__(nnl_adagrad_add_group)* adagrad_add_group;
  __typeof__(nnl_rmsprop_options_init)* rmsprop_options_init;
  __typeof__(nnl_rmsprop_create)* rmsprop_create;
  __typeof__(nnl_rmsprop_add_group)* rmsprop_add_group;
  __typeof__(nnl_optimizer_momentum)* optimizer_momentum;
  __typeof__(nnl_optimizer_set_momentum)* optimizer_set_momentum;
  __typeof__(nnl_elu)* elu;
  __typeof__(nnl_gelu)* gelu;
  __typeof__(nnl_silu)* silu;
  __typeof__(nnl_softplus)* softplus;
  __typeof__(nnl_hardtanh)* hardtanh;
  __typeof__(nnl_prelu)* prelu;
  __typeof__(nnl_dropout)* dropout;
  __typeof__(nnl_elu_create)* elu_create;
  __typeof__(nnl_gelu_create)* gelu_create;
  __typeof__(nnl_silu_create)* silu_create;
  __typeof__(nnl_softplus_create)* softplus_create;
  __typeof__(nnl_hardtanh_create)* hardtanh_create;
  __typeof__(nnl_prelu_create)* prelu_create;
  __typeof__(nnl_softmax_create)* softmax_create;
  __typeof__(nnl_log_softmax_create)* log_softmax_create;
  __typeof__(nnl_dropout_create)* dropout_create;
  __typeof__(nnl_embedding_bag_options_init)* embedding_bag_options_init;
  __typeof__(nnl_embedding_bag)* embedding_bag;
  __typeof__(nnl_embedding_bag_create)* embedding_bag_create;
  __typeof__(nnl_embedding_from_pretrained)* embedding_from_pretrained;
  __typeof__(nnl_embedding_bag_from_pretrained)* embedding_bag_from_pretrained;
  __typeof__(nnl_step_lr_create)* step_lr_create;
  __typeof__(nnl_multi_step_lr_create)* multi_step_lr_create;
  __typeof__(nnl_exponential_lr_create)* exponential_lr_create;
  __typeof__(nnl_linear_lr_create)* linear_lr_create;
  __typeof__(nnl_cosine_annealing_lr_create)* cosine_annealing_lr_create;
  __typeof__(nnl_cosine_annealing_warm_restarts_create)* cosine_annealing_warm_restarts_create;
  __typeof__(nnl_one_cycle_lr_options_init)* one_cycle_lr_options_init;
  __typeof__(nnl_one_cycle_lr_create)* one_cycle_lr_create;
  __typeof__(nnl_reduce_lr_on_plateau_options_init)* reduce_lr_on_plateau_options_init;
  __typeof__(nnl_reduce_lr_on_plateau_create)* reduce_lr_on_plateau_create;
  __typeof__(nnl_sequential_lr_create)* sequential_lr_create;
  __typeof__(nnl_schedule_release)* schedule_release;
  __typeof__(nnl_schedule_step)* schedule_step;
  __typeof__(nnl_schedule_step_metric)* schedule_step_metric;
  __typeof__(nnl_schedule_step_epoch)* schedule_step_epoch;
  __typeof__(nnl_schedule_last_epoch)* schedule_last_epoch;
  __typeof__(nnl_schedule_last_learning_rate)* schedule_last_learning_rate;
  __typeof__(nnl_module_freeze_statistics)* module_freeze_statistics;
  __typeof__(nnl_module_statistics_frozen)* module_statistics_frozen;
  __typeof__(nnl_module_accumulate_statistics)* module_accumulate_statistics;
  __typeof__(nnl_module_commit_statistics)* module_commit_statistics;
  __typeof__(nnl_recalibrate)* recalibrate;
  __typeof__(nnl_module_fold_batch_norms)* module_fold_batch_norms;
  __typeof__(nnl_batch_norm_report)* batch_norm_report;
  __typeof__(nnl_profile_options_init)* profile_options_init;
  __typeof__(nnl_profile_start)* profile_start;
  __typeof__(nnl_profile_stop)* profile_stop;
  __typeof__(nnl_profile_table)* profile_table;
  __typeof__(nnl_profile_save_trace)* profile_save_trace;
  __typeof__(nnl_profile_summary_init)* profile_summary_init;
  __typeof__(nnl_profile_read_summary)* profile_read_summary;
  __typeof__(nnl_profile_row_init)* profile_row_init;
  __typeof__(nnl_profile_read_row)* profile_read_row;
  __typeof__(nnl_profile_row_name)* profile_row_name;
  __typeof__(nnl_profile_row_layer)* profile_row_layer;
} nnlgo_table;
extern nnlgo_table nnl;
/* Looks all of them up in what dlopen gave. */
void nnlgo_resolve(void* library);

int32_t nnlgo_version(void);
nnlgo_integer nnlgo_live_handles(void);
nnlgo_error* nnlgo_shutdown(void);
nnlgo_integer nnlgo_grad_enabled(void);
nnlgo_error* nnlgo_set_grad_enabled(int32_t enabled);
void nnlgo_context_options_init(nnl_context_options* options, uint32_t size);
nnlgo_integer nnlgo_context_create(const nnl_context_options* options);
void nnlgo_context_release(nnl_context context);
nnlgo_error* nnlgo_context_set_threads(nnl_context context, int32_t threads);
nnlgo_integer nnlgo_context_threads(nnl_context context);
nnlgo_integer nnlgo_context_memory_used(nnl_context context);
nnlgo_error* nnlgo_context_set_memory_limit(nnl_context context, int64_t bytes);
nnlgo_error* nnlgo_context_seed(nnl_context context, int64_t seed);
nnlgo_error* nnlgo_context_set_log_level(nnl_context context, int32_t level);
nnlgo_error* nnlgo_context_set_log_callback(nnl_context context, nnl_log_callback callback,
                                            nnl_release_callback done, uintptr_t user_data);
nnlgo_integer nnlgo_tensor_full(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape,
                                double value);
nnlgo_integer nnlgo_tensor_scalar_like(nnl_tensor like, double value);
nnlgo_integer nnlgo_tensor_from_data(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape,
                                     const void* data, int64_t bytes);
nnlgo_integer nnlgo_tensor_borrow(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape,
                                  void* data, int64_t bytes, nnl_release_callback done, uintptr_t user_data);
nnlgo_integer nnlgo_tensor_borrow_const(nnl_context context, nnl_dtype dtype, int32_t rank,
                                        const int64_t* shape, const void* data, int64_t bytes,
                                        nnl_release_callback done, uintptr_t user_data);
void nnlgo_tensor_release(nnl_tensor tensor);
nnlgo_integer nnlgo_tensor_share(nnl_tensor tensor);
nnlgo_integer nnlgo_tensor_dtype(nnl_tensor tensor);
nnlgo_integer nnlgo_tensor_rank(nnl_tensor tensor);
nnlgo_shape nnlgo_tensor_shape(nnl_tensor tensor);
nnlgo_integer nnlgo_tensor_count(nnl_tensor tensor);
nnlgo_number nnlgo_tensor_item(nnl_tensor tensor);
nnlgo_error* nnlgo_tensor_read(nnl_tensor tensor, void* data, int64_t bytes);
nnlgo_error* nnlgo_tensor_write(nnl_tensor tensor, const void* data, int64_t bytes);
nnlgo_error* nnlgo_tensor_copy_from(nnl_tensor tensor, nnl_tensor source);
nnlgo_integer nnlgo_tensor_requires_grad(nnl_tensor tensor);
nnlgo_error* nnlgo_tensor_set_requires_grad(nnl_tensor tensor, int32_t requires_grad);
nnlgo_error* nnlgo_tensor_backward(nnl_tensor tensor, nnl_tensor gradient, int32_t retain_graph);
nnlgo_integer nnlgo_tensor_grad(nnl_tensor tensor);
nnlgo_error* nnlgo_tensor_set_grad(nnl_tensor tensor, nnl_tensor gradient);
nnlgo_pair nnlgo_tensor_grad_rows(nnl_tensor tensor);
nnlgo_error* nnlgo_tensor_zero_grad(nnl_tensor tensor);
nnlgo_integer nnlgo_add(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_subtract(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_multiply(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_divide(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_affine(nnl_tensor x, double scale, double shift);
nnlgo_integer nnlgo_matmul(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_linear(nnl_tensor x, nnl_tensor weight, nnl_tensor bias);
nnlgo_integer nnlgo_reshape(nnl_tensor x, int32_t rank, const int64_t* shape);
nnlgo_integer nnlgo_flatten(nnl_tensor x, int64_t start_axis, int64_t end_axis);
nnlgo_integer nnlgo_transpose(nnl_tensor x, int64_t axis0, int64_t axis1);
nnlgo_integer nnlgo_clone(nnl_tensor x);
nnlgo_integer nnlgo_detach(nnl_tensor x);
nnlgo_integer nnlgo_sum(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim);
nnlgo_integer nnlgo_mean(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim);
nnlgo_integer nnlgo_sigmoid(nnl_tensor x);
nnlgo_integer nnlgo_tanh(nnl_tensor x);
nnlgo_integer nnlgo_relu(nnl_tensor x);
nnlgo_integer nnlgo_leaky_relu(nnl_tensor x, double negative_slope);
nnlgo_integer nnlgo_softmax(nnl_tensor x, int64_t axis);
nnlgo_integer nnlgo_log_softmax(nnl_tensor x, int64_t axis);
nnlgo_integer nnlgo_mse_loss(nnl_tensor input, nnl_tensor target, int32_t reduction);
void nnlgo_cross_entropy_options_init(nnl_cross_entropy_options* options, uint32_t size);
nnlgo_integer nnlgo_cross_entropy(nnl_tensor logits, nnl_tensor target,
                                  const nnl_cross_entropy_options* options);
nnlgo_integer nnlgo_l1_loss(nnl_tensor input, nnl_tensor target, int32_t reduction);
nnlgo_integer nnlgo_smooth_l1_loss(nnl_tensor input, nnl_tensor target, double beta, int32_t reduction);
nnlgo_integer nnlgo_huber_loss(nnl_tensor input, nnl_tensor target, double delta, int32_t reduction);
nnlgo_integer nnlgo_bce_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int32_t reduction);
nnlgo_integer nnlgo_bce_with_logits_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight,
                                         nnl_tensor pos_weight, int32_t reduction);
nnlgo_integer nnlgo_nll_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int64_t ignore_index,
                             int32_t reduction);
nnlgo_integer nnlgo_cosine_embedding_loss(nnl_tensor a, nnl_tensor b, nnl_tensor target, double margin,
                                          int32_t reduction);
void nnlgo_triplet_margin_options_init(nnl_triplet_margin_options* options, uint32_t size);
nnlgo_integer nnlgo_triplet_margin_loss(nnl_tensor anchor, nnl_tensor positive, nnl_tensor negative,
                                        const nnl_triplet_margin_options* options);
void nnlgo_embedding_options_init(nnl_embedding_options* options, uint32_t size);
nnlgo_integer nnlgo_embedding(nnl_tensor weight, nnl_tensor indices, const nnl_embedding_options* options);
void nnlgo_batch_norm_options_init(nnl_batch_norm_options* options, uint32_t size);
nnlgo_integer nnlgo_batch_norm(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor running_mean,
                               nnl_tensor running_var, nnl_tensor num_batches_tracked, int32_t training,
                               const nnl_batch_norm_options* options);
nnlgo_integer nnlgo_embedding_create(nnl_context context, int64_t num_embeddings, int64_t embedding_dim,
                                     const nnl_embedding_options* options);
void nnlgo_linear_options_init(nnl_linear_options* options, uint32_t size);
nnlgo_integer nnlgo_linear_create(nnl_context context, int64_t in_features, int64_t out_features,
                                  const nnl_linear_options* options);
nnlgo_integer nnlgo_batch_norm1d_create(nnl_context context, int64_t num_features,
                                        const nnl_batch_norm_options* options);
nnlgo_integer nnlgo_batch_norm2d_create(nnl_context context, int64_t num_features,
                                        const nnl_batch_norm_options* options);
nnlgo_integer nnlgo_batch_norm3d_create(nnl_context context, int64_t num_features,
                                        const nnl_batch_norm_options* options);
nnlgo_integer nnlgo_flatten_create(nnl_context context);
nnlgo_integer nnlgo_sigmoid_create(nnl_context context);
nnlgo_integer nnlgo_tanh_create(nnl_context context);
nnlgo_integer nnlgo_relu_create(nnl_context context);
nnlgo_integer nnlgo_leaky_relu_create(nnl_context context, double negative_slope);
nnlgo_integer nnlgo_mse_loss_create(nnl_context context, int32_t reduction);
nnlgo_integer nnlgo_l1_loss_create(nnl_context context, int32_t reduction);
nnlgo_integer nnlgo_smooth_l1_loss_create(nnl_context context, double beta, int32_t reduction);
nnlgo_integer nnlgo_huber_loss_create(nnl_context context, double delta, int32_t reduction);
nnlgo_integer nnlgo_bce_loss_create(nnl_context context, nnl_tensor weight, int32_t reduction);
nnlgo_integer nnlgo_bce_with_logits_loss_create(nnl_context context, nnl_tensor weight, nnl_tensor pos_weight,
                                                int32_t reduction);
nnlgo_integer nnlgo_nll_loss_create(nnl_context context, nnl_tensor weight, int64_t ignore_index,
                                    int32_t reduction);
nnlgo_integer nnlgo_cross_entropy_loss_create(nnl_context context, const nnl_cross_entropy_options* options);
nnlgo_integer nnlgo_cosine_embedding_loss_create(nnl_context context, double margin, int32_t reduction);
nnlgo_integer nnlgo_triplet_margin_loss_create(nnl_context context,
                                               const nnl_triplet_margin_options* options);
nnlgo_integer nnlgo_sequential_create(nnl_context context, int64_t count, const nnl_module* modules);
void nnlgo_module_release(nnl_module module);
nnlgo_integer nnlgo_module_forward(nnl_module module, nnl_tensor input);
nnlgo_integer nnlgo_module_forward_inputs(nnl_module module, int64_t count, const nnl_tensor* inputs);
nnlgo_error* nnlgo_module_train(nnl_module module, int32_t training);
nnlgo_integer nnlgo_module_is_training(nnl_module module);
nnlgo_error* nnlgo_module_set_requires_grad(nnl_module module, int32_t requires_grad);
nnlgo_error* nnlgo_module_zero_grad(nnl_module module);
nnlgo_integer nnlgo_module_num_parameters(nnl_module module);
nnlgo_integer nnlgo_module_parameter(nnl_module module, int64_t index);
nnlgo_text nnlgo_module_parameter_name(nnl_module module, int64_t index);
nnlgo_integer nnlgo_module_num_buffers(nnl_module module);
nnlgo_integer nnlgo_module_buffer(nnl_module module, int64_t index);
nnlgo_text nnlgo_module_buffer_name(nnl_module module, int64_t index);
nnlgo_integer nnlgo_module_tensor(nnl_module module, const char* name);
nnlgo_error* nnlgo_module_save(nnl_module module, const char* path);
nnlgo_error* nnlgo_module_load(nnl_module module, const char* path);
nnlgo_error* nnlgo_init_constant(nnl_tensor tensor, double value);
nnlgo_error* nnlgo_init_uniform(nnl_tensor tensor, double low, double high);
nnlgo_error* nnlgo_init_normal(nnl_tensor tensor, double mean, double std);
nnlgo_error* nnlgo_init_xavier_uniform(nnl_tensor tensor, double gain);
nnlgo_error* nnlgo_init_xavier_normal(nnl_tensor tensor, double gain);
nnlgo_error* nnlgo_init_kaiming_uniform(nnl_tensor tensor, double slope, int32_t mode, int32_t nonlinearity);
nnlgo_error* nnlgo_init_kaiming_normal(nnl_tensor tensor, double slope, int32_t mode, int32_t nonlinearity);
nnlgo_number nnlgo_init_gain(int32_t nonlinearity, double slope);
void nnlgo_sgd_options_init(nnl_sgd_options* options, uint32_t size);
nnlgo_integer nnlgo_sgd_create(int64_t count, const nnl_tensor* parameters, const nnl_sgd_options* options);
nnlgo_error* nnlgo_sgd_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                 const nnl_sgd_options* options);
void nnlgo_optimizer_release(nnl_optimizer optimizer);
nnlgo_error* nnlgo_optimizer_step(nnl_optimizer optimizer);
nnlgo_error* nnlgo_optimizer_settle(nnl_optimizer optimizer);
nnlgo_error* nnlgo_optimizer_zero_grad(nnl_optimizer optimizer);
nnlgo_integer nnlgo_optimizer_num_groups(nnl_optimizer optimizer);
nnlgo_number nnlgo_optimizer_learning_rate(nnl_optimizer optimizer, int64_t group);
nnlgo_error* nnlgo_optimizer_set_learning_rate(nnl_optimizer optimizer, int64_t group, double learning_rate);
nnlgo_number nnlgo_clip_grad_norm(int64_t count, const nnl_tensor* parameters, double max_norm,
                                  double norm_type, int32_t error_if_nonfinite);
nnlgo_error* nnlgo_clip_grad_value(int64_t count, const nnl_tensor* parameters, double clip_value);
void nnlgo_loader_options_init(nnl_loader_options* options, uint32_t size);
nnlgo_integer nnlgo_loader_create(int64_t count, const nnl_tensor* tensors,
                                  const nnl_loader_options* options);
void nnlgo_loader_release(nnl_loader loader);
nnlgo_error* nnlgo_loader_next(nnl_loader loader, int64_t count, nnl_tensor* batch);
nnlgo_integer nnlgo_loader_num_batches(nnl_loader loader);
nnlgo_integer nnlgo_loader_epoch(nnl_loader loader);
void nnlgo_train_step_options_init(nnl_train_step_options* options, uint32_t size);
nnlgo_number nnlgo_train_step(nnl_module model, nnl_module loss, nnl_optimizer optimizer, int64_t num_inputs,
                              const nnl_tensor* inputs, int64_t num_targets, const nnl_tensor* targets,
                              const nnl_train_step_options* options);
nnlgo_number nnlgo_evaluate(nnl_module model, nnl_module loss, nnl_loader loader, int64_t num_inputs);
void nnlgo_fit_options_init(nnl_fit_options* options, uint32_t size);
void nnlgo_fit_report_init(nnl_fit_report* report, uint32_t size);
nnlgo_error* nnlgo_fit(nnl_module model, nnl_module loss, nnl_optimizer optimizer, nnl_loader loader,
                       const nnl_fit_options* options, nnl_fit_callback callback, uintptr_t user_data,
                       nnl_fit_report* report);
void nnlgo_checkpoint_parts_init(nnl_checkpoint_parts* parts, uint32_t size);
nnlgo_error* nnlgo_checkpoint_save(const char* path, const nnl_checkpoint_parts* parts);
nnlgo_error* nnlgo_checkpoint_load(const char* path, const nnl_checkpoint_parts* parts);
nnlgo_integer nnlgo_exp(nnl_tensor x);
nnlgo_integer nnlgo_log(nnl_tensor x);
nnlgo_integer nnlgo_sqrt(nnl_tensor x);
nnlgo_integer nnlgo_abs(nnl_tensor x);
nnlgo_integer nnlgo_negative(nnl_tensor x);
nnlgo_integer nnlgo_reciprocal(nnl_tensor x);
nnlgo_integer nnlgo_pow(nnl_tensor x, double exponent);
nnlgo_integer nnlgo_pow_tensor(nnl_tensor x, nnl_tensor exponent);
nnlgo_integer nnlgo_clamp(nnl_tensor x, double low, double high);
nnlgo_integer nnlgo_minimum(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_maximum(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_eq(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_ne(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_lt(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_le(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_gt(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_ge(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_eq_scalar(nnl_tensor a, double b);
nnlgo_integer nnlgo_ne_scalar(nnl_tensor a, double b);
nnlgo_integer nnlgo_lt_scalar(nnl_tensor a, double b);
nnlgo_integer nnlgo_le_scalar(nnl_tensor a, double b);
nnlgo_integer nnlgo_gt_scalar(nnl_tensor a, double b);
nnlgo_integer nnlgo_ge_scalar(nnl_tensor a, double b);
nnlgo_integer nnlgo_logical_not(nnl_tensor x);
nnlgo_integer nnlgo_logical_and(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_logical_or(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_where(nnl_tensor condition, nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_masked_fill(nnl_tensor x, nnl_tensor mask, double value);
nnlgo_integer nnlgo_max(nnl_tensor x);
nnlgo_integer nnlgo_min(nnl_tensor x);
nnlgo_pair nnlgo_max_along(nnl_tensor x, int64_t axis, int32_t keepdim);
nnlgo_pair nnlgo_min_along(nnl_tensor x, int64_t axis, int32_t keepdim);
nnlgo_integer nnlgo_argmax(nnl_tensor x, int32_t keepdim);
nnlgo_integer nnlgo_argmin(nnl_tensor x, int32_t keepdim);
nnlgo_integer nnlgo_argmax_along(nnl_tensor x, int64_t axis, int32_t keepdim);
nnlgo_integer nnlgo_argmin_along(nnl_tensor x, int64_t axis, int32_t keepdim);
nnlgo_pair nnlgo_topk(nnl_tensor x, int64_t k, int64_t axis, int32_t largest);
nnlgo_integer nnlgo_var(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction,
                        int32_t keepdim);
nnlgo_integer nnlgo_std(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction,
                        int32_t keepdim);
nnlgo_integer nnlgo_norm(nnl_tensor x, double p, int32_t num_axes, const int64_t* axes, int32_t keepdim);
nnlgo_integer nnlgo_cat(int64_t count, const nnl_tensor* tensors, int64_t axis);
nnlgo_integer nnlgo_stack(int64_t count, const nnl_tensor* tensors, int64_t axis);
nnlgo_error* nnlgo_split(nnl_tensor x, int64_t axis, int64_t count, const int64_t* sizes, nnl_tensor* parts);
nnlgo_integer nnlgo_slice(nnl_tensor x, int64_t axis, int64_t start, int64_t stop, int64_t step);
nnlgo_integer nnlgo_gather(nnl_tensor x, int64_t axis, nnl_tensor index);
nnlgo_integer nnlgo_index_select(nnl_tensor x, int64_t axis, nnl_tensor index);
nnlgo_integer nnlgo_one_hot(nnl_tensor index, int64_t classes);
nnlgo_integer nnlgo_permute(nnl_tensor x, int32_t num_axes, const int64_t* axes);
nnlgo_integer nnlgo_squeeze(nnl_tensor x, int32_t num_axes, const int64_t* axes);
nnlgo_integer nnlgo_unsqueeze(nnl_tensor x, int64_t axis);
nnlgo_integer nnlgo_expand(nnl_tensor x, int32_t rank, const int64_t* shape);
nnlgo_integer nnlgo_bmm(nnl_tensor a, nnl_tensor b);
nnlgo_integer nnlgo_cosine_similarity(nnl_tensor a, nnl_tensor b, int64_t axis, double eps);
nnlgo_integer nnlgo_module_create(nnl_context context, const char* kind, nnl_module_callback forward,
                                  nnl_release_callback done, uintptr_t user_data);
nnlgo_error* nnlgo_module_add_parameter(nnl_module module, const char* name, nnl_tensor parameter);
nnlgo_error* nnlgo_module_add_buffer(nnl_module module, const char* name, nnl_tensor buffer);
nnlgo_error* nnlgo_module_add_child(nnl_module module, const char* name, nnl_module child);
nnlgo_integer nnlgo_module_share(nnl_module module);
nnlgo_text nnlgo_module_kind(nnl_module module);
nnlgo_integer nnlgo_module_num_children(nnl_module module);
nnlgo_integer nnlgo_module_child(nnl_module module, int64_t index);
nnlgo_text nnlgo_module_child_name(nnl_module module, int64_t index);
nnlgo_text nnlgo_module_summary(nnl_module module, int64_t count, const nnl_tensor* inputs);
nnlgo_integer nnlgo_custom_op(const char* name, int64_t count, const nnl_tensor* inputs,
                              nnl_function_callback forward, nnl_backward_callback backward,
                              nnl_release_callback done, uintptr_t user_data);
void nnlgo_gradcheck_options_init(nnl_gradcheck_options* options, uint32_t size);
nnlgo_error* nnlgo_gradcheck(nnl_function_callback function, uintptr_t user_data, int64_t count,
                             const nnl_tensor* inputs, const nnl_gradcheck_options* options, int32_t* passed,
                             char* report, int64_t capacity, int64_t* needed);
void nnlgo_load_options_init(nnl_load_options* options, uint32_t size);
nnlgo_integer nnlgo_module_load_with(nnl_module module, const char* path, const nnl_load_options* options);
void nnlgo_load_report_release(nnl_load_report report);
nnlgo_integer nnlgo_load_report_count(nnl_load_report report, int32_t list);
nnlgo_text nnlgo_load_report_name(nnl_load_report report, int32_t list, int64_t index);
void nnlgo_conv_options_init(nnl_conv_options* options, uint32_t size);
nnlgo_integer nnlgo_conv1d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, const nnl_conv_options* options);
nnlgo_integer nnlgo_conv2d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, const nnl_conv_options* options);
nnlgo_integer nnlgo_conv1d_create(nnl_context context, int64_t in_channels, int64_t out_channels,
                                  int64_t kernel, const nnl_conv_options* options);
nnlgo_integer nnlgo_conv2d_create(nnl_context context, int64_t in_channels, int64_t out_channels,
                                  int64_t kernel_height, int64_t kernel_width,
                                  const nnl_conv_options* options);
void nnlgo_layer_norm_options_init(nnl_layer_norm_options* options, uint32_t size);
nnlgo_integer nnlgo_layer_norm(nnl_tensor x, int32_t rank, const int64_t* normalized_shape, nnl_tensor weight,
                               nnl_tensor bias, double eps);
nnlgo_integer nnlgo_layer_norm_create(nnl_context context, int32_t rank, const int64_t* normalized_shape,
                                      const nnl_layer_norm_options* options);
void nnlgo_group_norm_options_init(nnl_group_norm_options* options, uint32_t size);
nnlgo_integer nnlgo_group_norm(nnl_tensor x, int64_t num_groups, nnl_tensor weight, nnl_tensor bias,
                               double eps);
nnlgo_integer nnlgo_group_norm_create(nnl_context context, int64_t num_groups, int64_t num_channels,
                                      const nnl_group_norm_options* options);
void nnlgo_max_pool2d_options_init(nnl_max_pool2d_options* options, uint32_t size);
void nnlgo_avg_pool2d_options_init(nnl_avg_pool2d_options* options, uint32_t size);
nnlgo_integer nnlgo_max_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width,
                               const nnl_max_pool2d_options* options);
nnlgo_integer nnlgo_avg_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width,
                               const nnl_avg_pool2d_options* options);
nnlgo_integer nnlgo_adaptive_avg_pool2d(nnl_tensor x, int64_t out_height, int64_t out_width);
nnlgo_integer nnlgo_max_pool2d_create(nnl_context context, int64_t kernel_height, int64_t kernel_width,
                                      const nnl_max_pool2d_options* options);
nnlgo_integer nnlgo_avg_pool2d_create(nnl_context context, int64_t kernel_height, int64_t kernel_width,
                                      const nnl_avg_pool2d_options* options);
nnlgo_integer nnlgo_adaptive_avg_pool2d_create(nnl_context context, int64_t out_height, int64_t out_width);
void nnlgo_adam_options_init(nnl_adam_options* options, uint32_t size);
nnlgo_integer nnlgo_adam_create(int64_t count, const nnl_tensor* parameters, const nnl_adam_options* options);
nnlgo_error* nnlgo_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                  const nnl_adam_options* options);
void nnlgo_adamw_options_init(nnl_adamw_options* options, uint32_t size);
nnlgo_integer nnlgo_adamw_create(int64_t count, const nnl_tensor* parameters,
                                 const nnl_adamw_options* options);
nnlgo_error* nnlgo_adamw_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                   const nnl_adamw_options* options);
void nnlgo_sparse_adam_options_init(nnl_sparse_adam_options* options, uint32_t size);
nnlgo_integer nnlgo_sparse_adam_create(int64_t count, const nnl_tensor* parameters,
                                       const nnl_sparse_adam_options* options);
nnlgo_error* nnlgo_sparse_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                         const nnl_sparse_adam_options* options);
void nnlgo_adagrad_options_init(nnl_adagrad_options* options, uint32_t size);
nnlgo_integer nnlgo_adagrad_create(int64_t count, const nnl_tensor* parameters,
                                   const nnl_adagrad_options* options);
nnlgo_error* nnlgo_adagrad_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                     const nnl_adagrad_options* options);
void nnlgo_rmsprop_options_init(nnl_rmsprop_options* options, uint32_t size);
nnlgo_integer nnlgo_rmsprop_create(int64_t count, const nnl_tensor* parameters,
                                   const nnl_rmsprop_options* options);
nnlgo_error* nnlgo_rmsprop_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                     const nnl_rmsprop_options* options);
nnlgo_number nnlgo_optimizer_momentum(nnl_optimizer optimizer, int64_t group);
nnlgo_error* nnlgo_optimizer_set_momentum(nnl_optimizer optimizer, int64_t group, double momentum);
nnlgo_integer nnlgo_elu(nnl_tensor x, double alpha);
nnlgo_integer nnlgo_gelu(nnl_tensor x, int32_t approximate);
nnlgo_integer nnlgo_silu(nnl_tensor x);
nnlgo_integer nnlgo_softplus(nnl_tensor x, double beta, double threshold);
nnlgo_integer nnlgo_hardtanh(nnl_tensor x, double min_val, double max_val);
nnlgo_integer nnlgo_prelu(nnl_tensor x, nnl_tensor weight);
nnlgo_integer nnlgo_dropout(nnl_tensor x, double p, int32_t training);
nnlgo_integer nnlgo_elu_create(nnl_context context, double alpha);
nnlgo_integer nnlgo_gelu_create(nnl_context context, int32_t approximate);
nnlgo_integer nnlgo_silu_create(nnl_context context);
nnlgo_integer nnlgo_softplus_create(nnl_context context, double beta, double threshold);
nnlgo_integer nnlgo_hardtanh_create(nnl_context context, double min_val, double max_val);
nnlgo_integer nnlgo_prelu_create(nnl_context context, int64_t num_parameters, double init, nnl_dtype dtype);
nnlgo_integer nnlgo_softmax_create(nnl_context context, int64_t axis);
nnlgo_integer nnlgo_log_softmax_create(nnl_context context, int64_t axis);
nnlgo_integer nnlgo_dropout_create(nnl_context context, double p);
void nnlgo_embedding_bag_options_init(nnl_embedding_bag_options* options, uint32_t size);
nnlgo_integer nnlgo_embedding_bag(nnl_tensor weight, nnl_tensor indices, nnl_tensor offsets,
                                  nnl_tensor per_sample_weights, const nnl_embedding_bag_options* options);
nnlgo_integer nnlgo_embedding_bag_create(nnl_context context, int64_t num_embeddings, int64_t embedding_dim,
                                         const nnl_embedding_bag_options* options);
nnlgo_integer nnlgo_embedding_from_pretrained(nnl_tensor weight, int32_t freeze,
                                              const nnl_embedding_options* options);
nnlgo_integer nnlgo_embedding_bag_from_pretrained(nnl_tensor weight, int32_t freeze,
                                                  const nnl_embedding_bag_options* options);
nnlgo_integer nnlgo_step_lr_create(nnl_optimizer optimizer, int64_t step_size, double gamma);
nnlgo_integer nnlgo_multi_step_lr_create(nnl_optimizer optimizer, int64_t count, const int64_t* milestones,
                                         double gamma);
nnlgo_integer nnlgo_exponential_lr_create(nnl_optimizer optimizer, double gamma);
nnlgo_integer nnlgo_linear_lr_create(nnl_optimizer optimizer, double start_factor, double end_factor,
                                     int64_t total_iters);
nnlgo_integer nnlgo_cosine_annealing_lr_create(nnl_optimizer optimizer, int64_t t_max, double eta_min);
nnlgo_integer nnlgo_cosine_annealing_warm_restarts_create(nnl_optimizer optimizer, int64_t t_0,
                                                          int64_t t_mult, double eta_min);
void nnlgo_one_cycle_lr_options_init(nnl_one_cycle_lr_options* options, uint32_t size);
nnlgo_integer nnlgo_one_cycle_lr_create(nnl_optimizer optimizer, int64_t count, const double* max_lr,
                                        int64_t total_steps, const nnl_one_cycle_lr_options* options);
void nnlgo_reduce_lr_on_plateau_options_init(nnl_reduce_lr_on_plateau_options* options, uint32_t size);
nnlgo_integer nnlgo_reduce_lr_on_plateau_create(nnl_optimizer optimizer, int64_t count, const double* min_lr,
                                                const nnl_reduce_lr_on_plateau_options* options);
nnlgo_integer nnlgo_sequential_lr_create(int64_t count, const nnl_schedule* schedules,
                                         const int64_t* milestones);
void nnlgo_schedule_release(nnl_schedule schedule);
nnlgo_error* nnlgo_schedule_step(nnl_schedule schedule);
nnlgo_error* nnlgo_schedule_step_metric(nnl_schedule schedule, double metric);
nnlgo_error* nnlgo_schedule_step_epoch(nnl_schedule schedule, double epoch);
nnlgo_integer nnlgo_schedule_last_epoch(nnl_schedule schedule);
nnlgo_number nnlgo_schedule_last_learning_rate(nnl_schedule schedule, int64_t group);
nnlgo_error* nnlgo_module_freeze_statistics(nnl_module module, int32_t frozen);
nnlgo_integer nnlgo_module_statistics_frozen(nnl_module module);
nnlgo_error* nnlgo_module_accumulate_statistics(nnl_module module, int32_t accumulate);
nnlgo_error* nnlgo_module_commit_statistics(nnl_module module);
nnlgo_integer nnlgo_recalibrate(nnl_module module, nnl_loader loader, int64_t max_batches);
nnlgo_integer nnlgo_module_fold_batch_norms(nnl_module module);
nnlgo_text nnlgo_batch_norm_report(nnl_module module, int64_t count, const nnl_tensor* inputs);
void nnlgo_profile_options_init(nnl_profile_options* options, uint32_t size);
nnlgo_error* nnlgo_profile_start(nnl_context context, const nnl_profile_options* options);
nnlgo_error* nnlgo_profile_stop(nnl_context context);
nnlgo_text nnlgo_profile_table(nnl_context context);
nnlgo_error* nnlgo_profile_save_trace(nnl_context context, const char* path);
void nnlgo_profile_summary_init(nnl_profile_summary* summary, uint32_t size);
nnlgo_error* nnlgo_profile_read_summary(nnl_context context, nnl_profile_summary* summary);
void nnlgo_profile_row_init(nnl_profile_row* row, uint32_t size);
nnlgo_error* nnlgo_profile_read_row(nnl_context context, int64_t index, nnl_profile_row* row);
nnlgo_text nnlgo_profile_row_name(nnl_context context, int64_t index);
nnlgo_text nnlgo_profile_row_layer(nnl_context context, int64_t index);

#endif
