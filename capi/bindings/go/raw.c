/* Written by generate.py from nnlite.h. */
/* clang-format off */

#include <dlfcn.h>

#include "raw.h"

nnlgo_table nnl;

void nnlgo_resolve(void* library) {
  *(void**)&nnl.version = dlsym(library, "nnl_version");
  *(void**)&nnl.abi_version = dlsym(library, "nnl_abi_version");
  *(void**)&nnl.build_info = dlsym(library, "nnl_build_info");
  *(void**)&nnl.last_error_status = dlsym(library, "nnl_last_error_status");
  *(void**)&nnl.last_error_message = dlsym(library, "nnl_last_error_message");
  *(void**)&nnl.last_error_function = dlsym(library, "nnl_last_error_function");
  *(void**)&nnl.last_error_argument = dlsym(library, "nnl_last_error_argument");
  *(void**)&nnl.set_last_error = dlsym(library, "nnl_set_last_error");
  *(void**)&nnl.live_handles = dlsym(library, "nnl_live_handles");
  *(void**)&nnl.shutdown = dlsym(library, "nnl_shutdown");
  *(void**)&nnl.grad_enabled = dlsym(library, "nnl_grad_enabled");
  *(void**)&nnl.set_grad_enabled = dlsym(library, "nnl_set_grad_enabled");
  *(void**)&nnl.context_options_init = dlsym(library, "nnl_context_options_init");
  *(void**)&nnl.context_create = dlsym(library, "nnl_context_create");
  *(void**)&nnl.context_release = dlsym(library, "nnl_context_release");
  *(void**)&nnl.context_set_threads = dlsym(library, "nnl_context_set_threads");
  *(void**)&nnl.context_threads = dlsym(library, "nnl_context_threads");
  *(void**)&nnl.context_memory_used = dlsym(library, "nnl_context_memory_used");
  *(void**)&nnl.context_set_memory_limit = dlsym(library, "nnl_context_set_memory_limit");
  *(void**)&nnl.context_seed = dlsym(library, "nnl_context_seed");
  *(void**)&nnl.context_set_log_level = dlsym(library, "nnl_context_set_log_level");
  *(void**)&nnl.context_set_log_callback = dlsym(library, "nnl_context_set_log_callback");
  *(void**)&nnl.tensor_full = dlsym(library, "nnl_tensor_full");
  *(void**)&nnl.tensor_scalar_like = dlsym(library, "nnl_tensor_scalar_like");
  *(void**)&nnl.tensor_from_data = dlsym(library, "nnl_tensor_from_data");
  *(void**)&nnl.tensor_borrow = dlsym(library, "nnl_tensor_borrow");
  *(void**)&nnl.tensor_borrow_const = dlsym(library, "nnl_tensor_borrow_const");
  *(void**)&nnl.tensor_release = dlsym(library, "nnl_tensor_release");
  *(void**)&nnl.tensor_share = dlsym(library, "nnl_tensor_share");
  *(void**)&nnl.tensor_dtype = dlsym(library, "nnl_tensor_dtype");
  *(void**)&nnl.tensor_rank = dlsym(library, "nnl_tensor_rank");
  *(void**)&nnl.tensor_shape = dlsym(library, "nnl_tensor_shape");
  *(void**)&nnl.tensor_count = dlsym(library, "nnl_tensor_count");
  *(void**)&nnl.tensor_item = dlsym(library, "nnl_tensor_item");
  *(void**)&nnl.tensor_read = dlsym(library, "nnl_tensor_read");
  *(void**)&nnl.tensor_write = dlsym(library, "nnl_tensor_write");
  *(void**)&nnl.tensor_copy_from = dlsym(library, "nnl_tensor_copy_from");
  *(void**)&nnl.tensor_data = dlsym(library, "nnl_tensor_data");
  *(void**)&nnl.tensor_context = dlsym(library, "nnl_tensor_context");
  *(void**)&nnl.module_context = dlsym(library, "nnl_module_context");
  *(void**)&nnl.tensor_requires_grad = dlsym(library, "nnl_tensor_requires_grad");
  *(void**)&nnl.tensor_set_requires_grad = dlsym(library, "nnl_tensor_set_requires_grad");
  *(void**)&nnl.tensor_backward = dlsym(library, "nnl_tensor_backward");
  *(void**)&nnl.tensor_grad = dlsym(library, "nnl_tensor_grad");
  *(void**)&nnl.tensor_set_grad = dlsym(library, "nnl_tensor_set_grad");
  *(void**)&nnl.tensor_grad_rows = dlsym(library, "nnl_tensor_grad_rows");
  *(void**)&nnl.tensor_zero_grad = dlsym(library, "nnl_tensor_zero_grad");
  *(void**)&nnl.add = dlsym(library, "nnl_add");
  *(void**)&nnl.subtract = dlsym(library, "nnl_subtract");
  *(void**)&nnl.multiply = dlsym(library, "nnl_multiply");
  *(void**)&nnl.divide = dlsym(library, "nnl_divide");
  *(void**)&nnl.affine = dlsym(library, "nnl_affine");
  *(void**)&nnl.matmul = dlsym(library, "nnl_matmul");
  *(void**)&nnl.linear = dlsym(library, "nnl_linear");
  *(void**)&nnl.reshape = dlsym(library, "nnl_reshape");
  *(void**)&nnl.flatten = dlsym(library, "nnl_flatten");
  *(void**)&nnl.transpose = dlsym(library, "nnl_transpose");
  *(void**)&nnl.clone = dlsym(library, "nnl_clone");
  *(void**)&nnl.detach = dlsym(library, "nnl_detach");
  *(void**)&nnl.sum = dlsym(library, "nnl_sum");
  *(void**)&nnl.mean = dlsym(library, "nnl_mean");
  *(void**)&nnl.sigmoid = dlsym(library, "nnl_sigmoid");
  *(void**)&nnl.tanh = dlsym(library, "nnl_tanh");
  *(void**)&nnl.relu = dlsym(library, "nnl_relu");
  *(void**)&nnl.leaky_relu = dlsym(library, "nnl_leaky_relu");
  *(void**)&nnl.softmax = dlsym(library, "nnl_softmax");
  *(void**)&nnl.log_softmax = dlsym(library, "nnl_log_softmax");
  *(void**)&nnl.mse_loss = dlsym(library, "nnl_mse_loss");
  *(void**)&nnl.cross_entropy_options_init = dlsym(library, "nnl_cross_entropy_options_init");
  *(void**)&nnl.cross_entropy = dlsym(library, "nnl_cross_entropy");
  *(void**)&nnl.l1_loss = dlsym(library, "nnl_l1_loss");
  *(void**)&nnl.smooth_l1_loss = dlsym(library, "nnl_smooth_l1_loss");
  *(void**)&nnl.huber_loss = dlsym(library, "nnl_huber_loss");
  *(void**)&nnl.bce_loss = dlsym(library, "nnl_bce_loss");
  *(void**)&nnl.bce_with_logits_loss = dlsym(library, "nnl_bce_with_logits_loss");
  *(void**)&nnl.nll_loss = dlsym(library, "nnl_nll_loss");
  *(void**)&nnl.cosine_embedding_loss = dlsym(library, "nnl_cosine_embedding_loss");
  *(void**)&nnl.triplet_margin_options_init = dlsym(library, "nnl_triplet_margin_options_init");
  *(void**)&nnl.triplet_margin_loss = dlsym(library, "nnl_triplet_margin_loss");
  *(void**)&nnl.embedding_options_init = dlsym(library, "nnl_embedding_options_init");
  *(void**)&nnl.embedding = dlsym(library, "nnl_embedding");
  *(void**)&nnl.batch_norm_options_init = dlsym(library, "nnl_batch_norm_options_init");
  *(void**)&nnl.batch_norm = dlsym(library, "nnl_batch_norm");
  *(void**)&nnl.embedding_create = dlsym(library, "nnl_embedding_create");
  *(void**)&nnl.linear_options_init = dlsym(library, "nnl_linear_options_init");
  *(void**)&nnl.linear_create = dlsym(library, "nnl_linear_create");
  *(void**)&nnl.batch_norm1d_create = dlsym(library, "nnl_batch_norm1d_create");
  *(void**)&nnl.batch_norm2d_create = dlsym(library, "nnl_batch_norm2d_create");
  *(void**)&nnl.batch_norm3d_create = dlsym(library, "nnl_batch_norm3d_create");
  *(void**)&nnl.flatten_create = dlsym(library, "nnl_flatten_create");
  *(void**)&nnl.sigmoid_create = dlsym(library, "nnl_sigmoid_create");
  *(void**)&nnl.tanh_create = dlsym(library, "nnl_tanh_create");
  *(void**)&nnl.relu_create = dlsym(library, "nnl_relu_create");
  *(void**)&nnl.leaky_relu_create = dlsym(library, "nnl_leaky_relu_create");
  *(void**)&nnl.mse_loss_create = dlsym(library, "nnl_mse_loss_create");
  *(void**)&nnl.l1_loss_create = dlsym(library, "nnl_l1_loss_create");
  *(void**)&nnl.smooth_l1_loss_create = dlsym(library, "nnl_smooth_l1_loss_create");
  *(void**)&nnl.huber_loss_create = dlsym(library, "nnl_huber_loss_create");
  *(void**)&nnl.bce_loss_create = dlsym(library, "nnl_bce_loss_create");
  *(void**)&nnl.bce_with_logits_loss_create = dlsym(library, "nnl_bce_with_logits_loss_create");
  *(void**)&nnl.nll_loss_create = dlsym(library, "nnl_nll_loss_create");
  *(void**)&nnl.cross_entropy_loss_create = dlsym(library, "nnl_cross_entropy_loss_create");
  *(void**)&nnl.cosine_embedding_loss_create = dlsym(library, "nnl_cosine_embedding_loss_create");
  *(void**)&nnl.triplet_margin_loss_create = dlsym(library, "nnl_triplet_margin_loss_create");
  *(void**)&nnl.sequential_create = dlsym(library, "nnl_sequential_create");
  *(void**)&nnl.module_release = dlsym(library, "nnl_module_release");
  *(void**)&nnl.module_forward = dlsym(library, "nnl_module_forward");
  *(void**)&nnl.module_forward_inputs = dlsym(library, "nnl_module_forward_inputs");
  *(void**)&nnl.module_train = dlsym(library, "nnl_module_train");
  *(void**)&nnl.module_is_training = dlsym(library, "nnl_module_is_training");
  *(void**)&nnl.module_set_requires_grad = dlsym(library, "nnl_module_set_requires_grad");
  *(void**)&nnl.module_zero_grad = dlsym(library, "nnl_module_zero_grad");
  *(void**)&nnl.module_num_parameters = dlsym(library, "nnl_module_num_parameters");
  *(void**)&nnl.module_parameter = dlsym(library, "nnl_module_parameter");
  *(void**)&nnl.module_parameter_name = dlsym(library, "nnl_module_parameter_name");
  *(void**)&nnl.module_num_buffers = dlsym(library, "nnl_module_num_buffers");
  *(void**)&nnl.module_buffer = dlsym(library, "nnl_module_buffer");
  *(void**)&nnl.module_buffer_name = dlsym(library, "nnl_module_buffer_name");
  *(void**)&nnl.module_tensor = dlsym(library, "nnl_module_tensor");
  *(void**)&nnl.module_save = dlsym(library, "nnl_module_save");
  *(void**)&nnl.module_load = dlsym(library, "nnl_module_load");
  *(void**)&nnl.init_constant = dlsym(library, "nnl_init_constant");
  *(void**)&nnl.init_uniform = dlsym(library, "nnl_init_uniform");
  *(void**)&nnl.init_normal = dlsym(library, "nnl_init_normal");
  *(void**)&nnl.init_xavier_uniform = dlsym(library, "nnl_init_xavier_uniform");
  *(void**)&nnl.init_xavier_normal = dlsym(library, "nnl_init_xavier_normal");
  *(void**)&nnl.init_kaiming_uniform = dlsym(library, "nnl_init_kaiming_uniform");
  *(void**)&nnl.init_kaiming_normal = dlsym(library, "nnl_init_kaiming_normal");
  *(void**)&nnl.init_gain = dlsym(library, "nnl_init_gain");
  *(void**)&nnl.sgd_options_init = dlsym(library, "nnl_sgd_options_init");
  *(void**)&nnl.sgd_create = dlsym(library, "nnl_sgd_create");
  *(void**)&nnl.sgd_add_group = dlsym(library, "nnl_sgd_add_group");
  *(void**)&nnl.optimizer_release = dlsym(library, "nnl_optimizer_release");
  *(void**)&nnl.optimizer_step = dlsym(library, "nnl_optimizer_step");
  *(void**)&nnl.optimizer_settle = dlsym(library, "nnl_optimizer_settle");
  *(void**)&nnl.optimizer_zero_grad = dlsym(library, "nnl_optimizer_zero_grad");
  *(void**)&nnl.optimizer_num_groups = dlsym(library, "nnl_optimizer_num_groups");
  *(void**)&nnl.optimizer_learning_rate = dlsym(library, "nnl_optimizer_learning_rate");
  *(void**)&nnl.optimizer_set_learning_rate = dlsym(library, "nnl_optimizer_set_learning_rate");
  *(void**)&nnl.clip_grad_norm = dlsym(library, "nnl_clip_grad_norm");
  *(void**)&nnl.clip_grad_value = dlsym(library, "nnl_clip_grad_value");
  *(void**)&nnl.loader_options_init = dlsym(library, "nnl_loader_options_init");
  *(void**)&nnl.loader_create = dlsym(library, "nnl_loader_create");
  *(void**)&nnl.loader_release = dlsym(library, "nnl_loader_release");
  *(void**)&nnl.loader_next = dlsym(library, "nnl_loader_next");
  *(void**)&nnl.loader_num_batches = dlsym(library, "nnl_loader_num_batches");
  *(void**)&nnl.loader_epoch = dlsym(library, "nnl_loader_epoch");
  *(void**)&nnl.train_step_options_init = dlsym(library, "nnl_train_step_options_init");
  *(void**)&nnl.train_step = dlsym(library, "nnl_train_step");
  *(void**)&nnl.evaluate = dlsym(library, "nnl_evaluate");
  *(void**)&nnl.fit_options_init = dlsym(library, "nnl_fit_options_init");
  *(void**)&nnl.fit_report_init = dlsym(library, "nnl_fit_report_init");
  *(void**)&nnl.fit = dlsym(library, "nnl_fit");
  *(void**)&nnl.checkpoint_parts_init = dlsym(library, "nnl_checkpoint_parts_init");
  *(void**)&nnl.checkpoint_save = dlsym(library, "nnl_checkpoint_save");
  *(void**)&nnl.checkpoint_load = dlsym(library, "nnl_checkpoint_load");
  *(void**)&nnl.exp = dlsym(library, "nnl_exp");
  *(void**)&nnl.log = dlsym(library, "nnl_log");
  *(void**)&nnl.sqrt = dlsym(library, "nnl_sqrt");
  *(void**)&nnl.abs = dlsym(library, "nnl_abs");
  *(void**)&nnl.negative = dlsym(library, "nnl_negative");
  *(void**)&nnl.reciprocal = dlsym(library, "nnl_reciprocal");
  *(void**)&nnl.pow = dlsym(library, "nnl_pow");
  *(void**)&nnl.pow_tensor = dlsym(library, "nnl_pow_tensor");
  *(void**)&nnl.clamp = dlsym(library, "nnl_clamp");
  *(void**)&nnl.minimum = dlsym(library, "nnl_minimum");
  *(void**)&nnl.maximum = dlsym(library, "nnl_maximum");
  *(void**)&nnl.eq = dlsym(library, "nnl_eq");
  *(void**)&nnl.ne = dlsym(library, "nnl_ne");
  *(void**)&nnl.lt = dlsym(library, "nnl_lt");
  *(void**)&nnl.le = dlsym(library, "nnl_le");
  *(void**)&nnl.gt = dlsym(library, "nnl_gt");
  *(void**)&nnl.ge = dlsym(library, "nnl_ge");
  *(void**)&nnl.eq_scalar = dlsym(library, "nnl_eq_scalar");
  *(void**)&nnl.ne_scalar = dlsym(library, "nnl_ne_scalar");
  *(void**)&nnl.lt_scalar = dlsym(library, "nnl_lt_scalar");
  *(void**)&nnl.le_scalar = dlsym(library, "nnl_le_scalar");
  *(void**)&nnl.gt_scalar = dlsym(library, "nnl_gt_scalar");
  *(void**)&nnl.ge_scalar = dlsym(library, "nnl_ge_scalar");
  *(void**)&nnl.logical_not = dlsym(library, "nnl_logical_not");
  *(void**)&nnl.logical_and = dlsym(library, "nnl_logical_and");
  *(void**)&nnl.logical_or = dlsym(library, "nnl_logical_or");
  *(void**)&nnl.where = dlsym(library, "nnl_where");
  *(void**)&nnl.masked_fill = dlsym(library, "nnl_masked_fill");
  *(void**)&nnl.max = dlsym(library, "nnl_max");
  *(void**)&nnl.min = dlsym(library, "nnl_min");
  *(void**)&nnl.max_along = dlsym(library, "nnl_max_along");
  *(void**)&nnl.min_along = dlsym(library, "nnl_min_along");
  *(void**)&nnl.argmax = dlsym(library, "nnl_argmax");
  *(void**)&nnl.argmin = dlsym(library, "nnl_argmin");
  *(void**)&nnl.argmax_along = dlsym(library, "nnl_argmax_along");
  *(void**)&nnl.argmin_along = dlsym(library, "nnl_argmin_along");
  *(void**)&nnl.topk = dlsym(library, "nnl_topk");
  *(void**)&nnl.var = dlsym(library, "nnl_var");
  *(void**)&nnl.std = dlsym(library, "nnl_std");
  *(void**)&nnl.norm = dlsym(library, "nnl_norm");
  *(void**)&nnl.cat = dlsym(library, "nnl_cat");
  *(void**)&nnl.stack = dlsym(library, "nnl_stack");
  *(void**)&nnl.split = dlsym(library, "nnl_split");
  *(void**)&nnl.slice = dlsym(library, "nnl_slice");
  *(void**)&nnl.gather = dlsym(library, "nnl_gather");
  *(void**)&nnl.index_select = dlsym(library, "nnl_index_select");
  *(void**)&nnl.one_hot = dlsym(library, "nnl_one_hot");
  *(void**)&nnl.permute = dlsym(library, "nnl_permute");
  *(void**)&nnl.squeeze = dlsym(library, "nnl_squeeze");
  *(void**)&nnl.unsqueeze = dlsym(library, "nnl_unsqueeze");
  *(void**)&nnl.expand = dlsym(library, "nnl_expand");
  *(void**)&nnl.bmm = dlsym(library, "nnl_bmm");
  *(void**)&nnl.cosine_similarity = dlsym(library, "nnl_cosine_similarity");
  *(void**)&nnl.module_create = dlsym(library, "nnl_module_create");
  *(void**)&nnl.module_add_parameter = dlsym(library, "nnl_module_add_parameter");
  *(void**)&nnl.module_add_buffer = dlsym(library, "nnl_module_add_buffer");
  *(void**)&nnl.module_add_child = dlsym(library, "nnl_module_add_child");
  *(void**)&nnl.module_share = dlsym(library, "nnl_module_share");
  *(void**)&nnl.module_kind = dlsym(library, "nnl_module_kind");
  *(void**)&nnl.module_num_children = dlsym(library, "nnl_module_num_children");
  *(void**)&nnl.module_child = dlsym(library, "nnl_module_child");
  *(void**)&nnl.module_child_name = dlsym(library, "nnl_module_child_name");
  *(void**)&nnl.module_summary = dlsym(library, "nnl_module_summary");
  *(void**)&nnl.custom_op = dlsym(library, "nnl_custom_op");
  *(void**)&nnl.gradcheck_options_init = dlsym(library, "nnl_gradcheck_options_init");
  *(void**)&nnl.gradcheck = dlsym(library, "nnl_gradcheck");
  *(void**)&nnl.load_options_init = dlsym(library, "nnl_load_options_init");
  *(void**)&nnl.module_load_with = dlsym(library, "nnl_module_load_with");
  *(void**)&nnl.load_report_release = dlsym(library, "nnl_load_report_release");
  *(void**)&nnl.load_report_count = dlsym(library, "nnl_load_report_count");
  *(void**)&nnl.load_report_name = dlsym(library, "nnl_load_report_name");
  *(void**)&nnl.conv_options_init = dlsym(library, "nnl_conv_options_init");
  *(void**)&nnl.conv1d = dlsym(library, "nnl_conv1d");
  *(void**)&nnl.conv2d = dlsym(library, "nnl_conv2d");
  *(void**)&nnl.conv1d_create = dlsym(library, "nnl_conv1d_create");
  *(void**)&nnl.conv2d_create = dlsym(library, "nnl_conv2d_create");
  *(void**)&nnl.layer_norm_options_init = dlsym(library, "nnl_layer_norm_options_init");
  *(void**)&nnl.layer_norm = dlsym(library, "nnl_layer_norm");
  *(void**)&nnl.layer_norm_create = dlsym(library, "nnl_layer_norm_create");
  *(void**)&nnl.group_norm_options_init = dlsym(library, "nnl_group_norm_options_init");
  *(void**)&nnl.group_norm = dlsym(library, "nnl_group_norm");
  *(void**)&nnl.group_norm_create = dlsym(library, "nnl_group_norm_create");
  *(void**)&nnl.max_pool2d_options_init = dlsym(library, "nnl_max_pool2d_options_init");
  *(void**)&nnl.avg_pool2d_options_init = dlsym(library, "nnl_avg_pool2d_options_init");
  *(void**)&nnl.max_pool2d = dlsym(library, "nnl_max_pool2d");
  *(void**)&nnl.avg_pool2d = dlsym(library, "nnl_avg_pool2d");
  *(void**)&nnl.adaptive_avg_pool2d = dlsym(library, "nnl_adaptive_avg_pool2d");
  *(void**)&nnl.max_pool2d_create = dlsym(library, "nnl_max_pool2d_create");
  *(void**)&nnl.avg_pool2d_create = dlsym(library, "nnl_avg_pool2d_create");
  *(void**)&nnl.adaptive_avg_pool2d_create = dlsym(library, "nnl_adaptive_avg_pool2d_create");
  *(void**)&nnl.adam_options_init = dlsym(library, "nnl_adam_options_init");
  *(void**)&nnl.adam_create = dlsym(library, "nnl_adam_create");
  *(void**)&nnl.adam_add_group = dlsym(library, "nnl_adam_add_group");
  *(void**)&nnl.adamw_options_init = dlsym(library, "nnl_adamw_options_init");
  *(void**)&nnl.adamw_create = dlsym(library, "nnl_adamw_create");
  *(void**)&nnl.adamw_add_group = dlsym(library, "nnl_adamw_add_group");
  *(void**)&nnl.sparse_adam_options_init = dlsym(library, "nnl_sparse_adam_options_init");
  *(void**)&nnl.sparse_adam_create = dlsym(library, "nnl_sparse_adam_create");
  *(void**)&nnl.sparse_adam_add_group = dlsym(library, "nnl_sparse_adam_add_group");
  *(void**)&nnl.adagrad_options_init = dlsym(library, "nnl_adagrad_options_init");
  *(void**)&nnl.adagrad_create = dlsym(library, "nnl_adagrad_create");
  *(void**)&nnl.adagrad_add_group = dlsym(library, "nnl_adagrad_add_group");
  *(void**)&nnl.rmsprop_options_init = dlsym(library, "nnl_rmsprop_options_init");
  *(void**)&nnl.rmsprop_create = dlsym(library, "nnl_rmsprop_create");
  *(void**)&nnl.rmsprop_add_group = dlsym(library, "nnl_rmsprop_add_group");
  *(void**)&nnl.optimizer_momentum = dlsym(library, "nnl_optimizer_momentum");
  *(void**)&nnl.optimizer_set_momentum = dlsym(library, "nnl_optimizer_set_momentum");
  *(void**)&nnl.elu = dlsym(library, "nnl_elu");
  *(void**)&nnl.gelu = dlsym(library, "nnl_gelu");
  *(void**)&nnl.silu = dlsym(library, "nnl_silu");
  *(void**)&nnl.softplus = dlsym(library, "nnl_softplus");
  *(void**)&nnl.hardtanh = dlsym(library, "nnl_hardtanh");
  *(void**)&nnl.prelu = dlsym(library, "nnl_prelu");
  *(void**)&nnl.dropout = dlsym(library, "nnl_dropout");
  *(void**)&nnl.elu_create = dlsym(library, "nnl_elu_create");
  *(void**)&nnl.gelu_create = dlsym(library, "nnl_gelu_create");
  *(void**)&nnl.silu_create = dlsym(library, "nnl_silu_create");
  *(void**)&nnl.softplus_create = dlsym(library, "nnl_softplus_create");
  *(void**)&nnl.hardtanh_create = dlsym(library, "nnl_hardtanh_create");
  *(void**)&nnl.prelu_create = dlsym(library, "nnl_prelu_create");
  *(void**)&nnl.softmax_create = dlsym(library, "nnl_softmax_create");
  *(void**)&nnl.log_softmax_create = dlsym(library, "nnl_log_softmax_create");
  *(void**)&nnl.dropout_create = dlsym(library, "nnl_dropout_create");
  *(void**)&nnl.embedding_bag_options_init = dlsym(library, "nnl_embedding_bag_options_init");
  *(void**)&nnl.embedding_bag = dlsym(library, "nnl_embedding_bag");
  *(void**)&nnl.embedding_bag_create = dlsym(library, "nnl_embedding_bag_create");
  *(void**)&nnl.embedding_from_pretrained = dlsym(library, "nnl_embedding_from_pretrained");
  *(void**)&nnl.embedding_bag_from_pretrained = dlsym(library, "nnl_embedding_bag_from_pretrained");
  *(void**)&nnl.step_lr_create = dlsym(library, "nnl_step_lr_create");
  *(void**)&nnl.multi_step_lr_create = dlsym(library, "nnl_multi_step_lr_create");
  *(void**)&nnl.exponential_lr_create = dlsym(library, "nnl_exponential_lr_create");
  *(void**)&nnl.linear_lr_create = dlsym(library, "nnl_linear_lr_create");
  *(void**)&nnl.cosine_annealing_lr_create = dlsym(library, "nnl_cosine_annealing_lr_create");
  *(void**)&nnl.cosine_annealing_warm_restarts_create = dlsym(library, "nnl_cosine_annealing_warm_restarts_create");
  *(void**)&nnl.one_cycle_lr_options_init = dlsym(library, "nnl_one_cycle_lr_options_init");
  *(void**)&nnl.one_cycle_lr_create = dlsym(library, "nnl_one_cycle_lr_create");
  *(void**)&nnl.reduce_lr_on_plateau_options_init = dlsym(library, "nnl_reduce_lr_on_plateau_options_init");
  *(void**)&nnl.reduce_lr_on_plateau_create = dlsym(library, "nnl_reduce_lr_on_plateau_create");
  *(void**)&nnl.sequential_lr_create = dlsym(library, "nnl_sequential_lr_create");
  *(void**)&nnl.schedule_release = dlsym(library, "nnl_schedule_release");
  *(void**)&nnl.schedule_step = dlsym(library, "nnl_schedule_step");
  *(void**)&nnl.schedule_step_metric = dlsym(library, "nnl_schedule_step_metric");
  *(void**)&nnl.schedule_step_epoch = dlsym(library, "nnl_schedule_step_epoch");
  *(void**)&nnl.schedule_last_epoch = dlsym(library, "nnl_schedule_last_epoch");
  *(void**)&nnl.schedule_last_learning_rate = dlsym(library, "nnl_schedule_last_learning_rate");
  *(void**)&nnl.module_freeze_statistics = dlsym(library, "nnl_module_freeze_statistics");
  *(void**)&nnl.module_statistics_frozen = dlsym(library, "nnl_module_statistics_frozen");
  *(void**)&nnl.module_accumulate_statistics = dlsym(library, "nnl_module_accumulate_statistics");
  *(void**)&nnl.module_commit_statistics = dlsym(library, "nnl_module_commit_statistics");
  *(void**)&nnl.recalibrate = dlsym(library, "nnl_recalibrate");
  *(void**)&nnl.module_fold_batch_norms = dlsym(library, "nnl_module_fold_batch_norms");
  *(void**)&nnl.batch_norm_report = dlsym(library, "nnl_batch_norm_report");
  *(void**)&nnl.profile_options_init = dlsym(library, "nnl_profile_options_init");
  *(void**)&nnl.profile_start = dlsym(library, "nnl_profile_start");
  *(void**)&nnl.profile_stop = dlsym(library, "nnl_profile_stop");
  *(void**)&nnl.profile_table = dlsym(library, "nnl_profile_table");
  *(void**)&nnl.profile_save_trace = dlsym(library, "nnl_profile_save_trace");
  *(void**)&nnl.profile_summary_init = dlsym(library, "nnl_profile_summary_init");
  *(void**)&nnl.profile_read_summary = dlsym(library, "nnl_profile_read_summary");
  *(void**)&nnl.profile_row_init = dlsym(library, "nnl_profile_row_init");
  *(void**)&nnl.profile_read_row = dlsym(library, "nnl_profile_read_row");
  *(void**)&nnl.profile_row_name = dlsym(library, "nnl_profile_row_name");
  *(void**)&nnl.profile_row_layer = dlsym(library, "nnl_profile_row_layer");
  *(void**)&nnl.context_set_number_check = dlsym(library, "nnl_context_set_number_check");
  *(void**)&nnl.number_report_init = dlsym(library, "nnl_number_report_init");
  *(void**)&nnl.number_report_read = dlsym(library, "nnl_number_report_read");
  *(void**)&nnl.number_report_op = dlsym(library, "nnl_number_report_op");
  *(void**)&nnl.number_report_layer = dlsym(library, "nnl_number_report_layer");
  *(void**)&nnl.number_report_text = dlsym(library, "nnl_number_report_text");
  *(void**)&nnl.scope_begin = dlsym(library, "nnl_scope_begin");
  *(void**)&nnl.scope_keep = dlsym(library, "nnl_scope_keep");
  *(void**)&nnl.scope_end = dlsym(library, "nnl_scope_end");
  *(void**)&nnl.scope_release = dlsym(library, "nnl_scope_release");
  *(void**)&nnl.tensor_to_dlpack = dlsym(library, "nnl_tensor_to_dlpack");
  *(void**)&nnl.tensor_from_dlpack = dlsym(library, "nnl_tensor_from_dlpack");
  *(void**)&nnl.set_handle_tracing = dlsym(library, "nnl_set_handle_tracing");
  *(void**)&nnl.set_handle_label = dlsym(library, "nnl_set_handle_label");
  *(void**)&nnl.handle_row_init = dlsym(library, "nnl_handle_row_init");
  *(void**)&nnl.handle_report_create = dlsym(library, "nnl_handle_report_create");
  *(void**)&nnl.handle_report_release = dlsym(library, "nnl_handle_report_release");
  *(void**)&nnl.handle_report_count = dlsym(library, "nnl_handle_report_count");
  *(void**)&nnl.handle_report_row = dlsym(library, "nnl_handle_report_row");
  *(void**)&nnl.handle_report_function = dlsym(library, "nnl_handle_report_function");
  *(void**)&nnl.handle_report_label = dlsym(library, "nnl_handle_report_label");
  *(void**)&nnl.handle_report_table = dlsym(library, "nnl_handle_report_table");
}

int32_t nnlgo_version(void) {
  return nnl.version ? nnl.version() : 0;
}
int32_t nnlgo_abi_version(void) {
  return nnl.abi_version ? nnl.abi_version() : 0;
}
nnlgo_text nnlgo_build_info(void) {
  nnlgo_text r = {0, 0};
  if (!nnl.build_info) return r.error = nnlgo_missing("nnl_build_info"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.build_info(r.text, capacity, &needed)));
  return r;
}
nnlgo_integer nnlgo_live_handles(void) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.live_handles ? nnlgo_missing("nnl_live_handles")
      : nnl.live_handles(&count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_error* nnlgo_shutdown(void) {
  return !nnl.shutdown ? nnlgo_missing("nnl_shutdown")
      : nnl.shutdown() != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_grad_enabled(void) {
  int32_t enabled = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.grad_enabled ? nnlgo_missing("nnl_grad_enabled")
      : nnl.grad_enabled(&enabled) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = enabled;
  return r;
}
nnlgo_error* nnlgo_set_grad_enabled(int32_t enabled) {
  return !nnl.set_grad_enabled ? nnlgo_missing("nnl_set_grad_enabled")
      : nnl.set_grad_enabled(enabled) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_context_options_init(nnl_context_options* options, uint32_t size) {
  if (nnl.context_options_init) nnl.context_options_init(options, size);
}
nnlgo_integer nnlgo_context_create(const nnl_context_options* options) {
  nnl_context context = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.context_create ? nnlgo_missing("nnl_context_create")
      : nnl.context_create(options, &context) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = context;
  return r;
}
void nnlgo_context_release(nnl_context context) {
  if (nnl.context_release) nnl.context_release(context);
}
nnlgo_error* nnlgo_context_set_threads(nnl_context context, int32_t threads) {
  return !nnl.context_set_threads ? nnlgo_missing("nnl_context_set_threads")
      : nnl.context_set_threads(context, threads) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_context_threads(nnl_context context) {
  int32_t threads = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.context_threads ? nnlgo_missing("nnl_context_threads")
      : nnl.context_threads(context, &threads) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = threads;
  return r;
}
nnlgo_integer nnlgo_context_memory_used(nnl_context context) {
  int64_t bytes = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.context_memory_used ? nnlgo_missing("nnl_context_memory_used")
      : nnl.context_memory_used(context, &bytes) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = bytes;
  return r;
}
nnlgo_error* nnlgo_context_set_memory_limit(nnl_context context, int64_t bytes) {
  return !nnl.context_set_memory_limit ? nnlgo_missing("nnl_context_set_memory_limit")
      : nnl.context_set_memory_limit(context, bytes) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_context_seed(nnl_context context, int64_t seed) {
  return !nnl.context_seed ? nnlgo_missing("nnl_context_seed")
      : nnl.context_seed(context, seed) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_context_set_log_level(nnl_context context, int32_t level) {
  return !nnl.context_set_log_level ? nnlgo_missing("nnl_context_set_log_level")
      : nnl.context_set_log_level(context, level) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_context_set_log_callback(nnl_context context, nnl_log_callback callback, nnl_release_callback done, uintptr_t user_data) {
  return !nnl.context_set_log_callback ? nnlgo_missing("nnl_context_set_log_callback")
      : nnl.context_set_log_callback(context, callback, done, (void*)user_data) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_tensor_full(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, double value) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_full ? nnlgo_missing("nnl_tensor_full")
      : nnl.tensor_full(context, dtype, rank, shape, value, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
nnlgo_integer nnlgo_tensor_scalar_like(nnl_tensor like, double value) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_scalar_like ? nnlgo_missing("nnl_tensor_scalar_like")
      : nnl.tensor_scalar_like(like, value, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
nnlgo_integer nnlgo_tensor_from_data(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, const void* data, int64_t bytes) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_from_data ? nnlgo_missing("nnl_tensor_from_data")
      : nnl.tensor_from_data(context, dtype, rank, shape, data, bytes, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
nnlgo_integer nnlgo_tensor_borrow(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, void* data, int64_t bytes, nnl_release_callback done, uintptr_t user_data) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_borrow ? nnlgo_missing("nnl_tensor_borrow")
      : nnl.tensor_borrow(context, dtype, rank, shape, data, bytes, done, (void*)user_data, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
nnlgo_integer nnlgo_tensor_borrow_const(nnl_context context, nnl_dtype dtype, int32_t rank, const int64_t* shape, const void* data, int64_t bytes, nnl_release_callback done, uintptr_t user_data) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_borrow_const ? nnlgo_missing("nnl_tensor_borrow_const")
      : nnl.tensor_borrow_const(context, dtype, rank, shape, data, bytes, done, (void*)user_data, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
void nnlgo_tensor_release(nnl_tensor tensor) {
  if (nnl.tensor_release) nnl.tensor_release(tensor);
}
nnlgo_integer nnlgo_tensor_share(nnl_tensor tensor) {
  nnl_tensor other = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_share ? nnlgo_missing("nnl_tensor_share")
      : nnl.tensor_share(tensor, &other) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = other;
  return r;
}
nnlgo_integer nnlgo_tensor_dtype(nnl_tensor tensor) {
  nnl_dtype dtype = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_dtype ? nnlgo_missing("nnl_tensor_dtype")
      : nnl.tensor_dtype(tensor, &dtype) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = dtype;
  return r;
}
nnlgo_integer nnlgo_tensor_rank(nnl_tensor tensor) {
  int32_t rank = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_rank ? nnlgo_missing("nnl_tensor_rank")
      : nnl.tensor_rank(tensor, &rank) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = rank;
  return r;
}
nnlgo_shape nnlgo_tensor_shape(nnl_tensor tensor) {
  nnlgo_shape r = {0, {0}, 0};
  r.error = !nnl.tensor_shape ? nnlgo_missing("nnl_tensor_shape")
      : nnl.tensor_shape(tensor, r.values, NNL_MAX_RANK, &r.count) != NNL_OK ? nnlgo_take_error() : 0;
  return r;
}
nnlgo_integer nnlgo_tensor_count(nnl_tensor tensor) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_count ? nnlgo_missing("nnl_tensor_count")
      : nnl.tensor_count(tensor, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_number nnlgo_tensor_item(nnl_tensor tensor) {
  double value = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.tensor_item ? nnlgo_missing("nnl_tensor_item")
      : nnl.tensor_item(tensor, &value) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = value;
  return r;
}
nnlgo_error* nnlgo_tensor_read(nnl_tensor tensor, void* data, int64_t bytes) {
  return !nnl.tensor_read ? nnlgo_missing("nnl_tensor_read")
      : nnl.tensor_read(tensor, data, bytes) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_tensor_write(nnl_tensor tensor, const void* data, int64_t bytes) {
  return !nnl.tensor_write ? nnlgo_missing("nnl_tensor_write")
      : nnl.tensor_write(tensor, data, bytes) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_tensor_copy_from(nnl_tensor tensor, nnl_tensor source) {
  return !nnl.tensor_copy_from ? nnlgo_missing("nnl_tensor_copy_from")
      : nnl.tensor_copy_from(tensor, source) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_tensor_data(nnl_tensor tensor, int32_t writing, void** data) {
  int64_t bytes = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_data ? nnlgo_missing("nnl_tensor_data")
      : nnl.tensor_data(tensor, writing, data, &bytes) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = bytes;
  return r;
}
nnlgo_integer nnlgo_tensor_context(nnl_tensor tensor) {
  nnl_context context = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_context ? nnlgo_missing("nnl_tensor_context")
      : nnl.tensor_context(tensor, &context) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = context;
  return r;
}
nnlgo_integer nnlgo_module_context(nnl_module module) {
  nnl_context context = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_context ? nnlgo_missing("nnl_module_context")
      : nnl.module_context(module, &context) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = context;
  return r;
}
nnlgo_integer nnlgo_tensor_requires_grad(nnl_tensor tensor) {
  int32_t requires_grad = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_requires_grad ? nnlgo_missing("nnl_tensor_requires_grad")
      : nnl.tensor_requires_grad(tensor, &requires_grad) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = requires_grad;
  return r;
}
nnlgo_error* nnlgo_tensor_set_requires_grad(nnl_tensor tensor, int32_t requires_grad) {
  return !nnl.tensor_set_requires_grad ? nnlgo_missing("nnl_tensor_set_requires_grad")
      : nnl.tensor_set_requires_grad(tensor, requires_grad) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_tensor_backward(nnl_tensor tensor, nnl_tensor gradient, int32_t retain_graph) {
  return !nnl.tensor_backward ? nnlgo_missing("nnl_tensor_backward")
      : nnl.tensor_backward(tensor, gradient, retain_graph) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_tensor_grad(nnl_tensor tensor) {
  nnl_tensor gradient = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_grad ? nnlgo_missing("nnl_tensor_grad")
      : nnl.tensor_grad(tensor, &gradient) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = gradient;
  return r;
}
nnlgo_error* nnlgo_tensor_set_grad(nnl_tensor tensor, nnl_tensor gradient) {
  return !nnl.tensor_set_grad ? nnlgo_missing("nnl_tensor_set_grad")
      : nnl.tensor_set_grad(tensor, gradient) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_pair nnlgo_tensor_grad_rows(nnl_tensor tensor) {
  nnlgo_pair r = {0, 0, 0};
  r.error = !nnl.tensor_grad_rows ? nnlgo_missing("nnl_tensor_grad_rows")
      : nnl.tensor_grad_rows(tensor, &r.first, &r.second) != NNL_OK ? nnlgo_take_error() : 0;
  return r;
}
nnlgo_error* nnlgo_tensor_zero_grad(nnl_tensor tensor) {
  return !nnl.tensor_zero_grad ? nnlgo_missing("nnl_tensor_zero_grad")
      : nnl.tensor_zero_grad(tensor) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_add(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.add ? nnlgo_missing("nnl_add")
      : nnl.add(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_subtract(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.subtract ? nnlgo_missing("nnl_subtract")
      : nnl.subtract(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_multiply(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.multiply ? nnlgo_missing("nnl_multiply")
      : nnl.multiply(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_divide(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.divide ? nnlgo_missing("nnl_divide")
      : nnl.divide(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_affine(nnl_tensor x, double scale, double shift) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.affine ? nnlgo_missing("nnl_affine")
      : nnl.affine(x, scale, shift, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_matmul(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.matmul ? nnlgo_missing("nnl_matmul")
      : nnl.matmul(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_linear(nnl_tensor x, nnl_tensor weight, nnl_tensor bias) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.linear ? nnlgo_missing("nnl_linear")
      : nnl.linear(x, weight, bias, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_reshape(nnl_tensor x, int32_t rank, const int64_t* shape) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.reshape ? nnlgo_missing("nnl_reshape")
      : nnl.reshape(x, rank, shape, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_flatten(nnl_tensor x, int64_t start_axis, int64_t end_axis) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.flatten ? nnlgo_missing("nnl_flatten")
      : nnl.flatten(x, start_axis, end_axis, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_transpose(nnl_tensor x, int64_t axis0, int64_t axis1) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.transpose ? nnlgo_missing("nnl_transpose")
      : nnl.transpose(x, axis0, axis1, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_clone(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.clone ? nnlgo_missing("nnl_clone")
      : nnl.clone(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_detach(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.detach ? nnlgo_missing("nnl_detach")
      : nnl.detach(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_sum(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sum ? nnlgo_missing("nnl_sum")
      : nnl.sum(x, num_axes, axes, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_mean(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.mean ? nnlgo_missing("nnl_mean")
      : nnl.mean(x, num_axes, axes, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_sigmoid(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sigmoid ? nnlgo_missing("nnl_sigmoid")
      : nnl.sigmoid(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_tanh(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tanh ? nnlgo_missing("nnl_tanh")
      : nnl.tanh(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_relu(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.relu ? nnlgo_missing("nnl_relu")
      : nnl.relu(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_leaky_relu(nnl_tensor x, double negative_slope) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.leaky_relu ? nnlgo_missing("nnl_leaky_relu")
      : nnl.leaky_relu(x, negative_slope, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_softmax(nnl_tensor x, int64_t axis) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.softmax ? nnlgo_missing("nnl_softmax")
      : nnl.softmax(x, axis, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_log_softmax(nnl_tensor x, int64_t axis) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.log_softmax ? nnlgo_missing("nnl_log_softmax")
      : nnl.log_softmax(x, axis, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_mse_loss(nnl_tensor input, nnl_tensor target, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.mse_loss ? nnlgo_missing("nnl_mse_loss")
      : nnl.mse_loss(input, target, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
void nnlgo_cross_entropy_options_init(nnl_cross_entropy_options* options, uint32_t size) {
  if (nnl.cross_entropy_options_init) nnl.cross_entropy_options_init(options, size);
}
nnlgo_integer nnlgo_cross_entropy(nnl_tensor logits, nnl_tensor target, const nnl_cross_entropy_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cross_entropy ? nnlgo_missing("nnl_cross_entropy")
      : nnl.cross_entropy(logits, target, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_l1_loss(nnl_tensor input, nnl_tensor target, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.l1_loss ? nnlgo_missing("nnl_l1_loss")
      : nnl.l1_loss(input, target, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_smooth_l1_loss(nnl_tensor input, nnl_tensor target, double beta, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.smooth_l1_loss ? nnlgo_missing("nnl_smooth_l1_loss")
      : nnl.smooth_l1_loss(input, target, beta, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_huber_loss(nnl_tensor input, nnl_tensor target, double delta, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.huber_loss ? nnlgo_missing("nnl_huber_loss")
      : nnl.huber_loss(input, target, delta, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_bce_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.bce_loss ? nnlgo_missing("nnl_bce_loss")
      : nnl.bce_loss(input, target, weight, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_bce_with_logits_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, nnl_tensor pos_weight, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.bce_with_logits_loss ? nnlgo_missing("nnl_bce_with_logits_loss")
      : nnl.bce_with_logits_loss(input, target, weight, pos_weight, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_nll_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int64_t ignore_index, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.nll_loss ? nnlgo_missing("nnl_nll_loss")
      : nnl.nll_loss(input, target, weight, ignore_index, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_cosine_embedding_loss(nnl_tensor a, nnl_tensor b, nnl_tensor target, double margin, int32_t reduction) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cosine_embedding_loss ? nnlgo_missing("nnl_cosine_embedding_loss")
      : nnl.cosine_embedding_loss(a, b, target, margin, reduction, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
void nnlgo_triplet_margin_options_init(nnl_triplet_margin_options* options, uint32_t size) {
  if (nnl.triplet_margin_options_init) nnl.triplet_margin_options_init(options, size);
}
nnlgo_integer nnlgo_triplet_margin_loss(nnl_tensor anchor, nnl_tensor positive, nnl_tensor negative, const nnl_triplet_margin_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.triplet_margin_loss ? nnlgo_missing("nnl_triplet_margin_loss")
      : nnl.triplet_margin_loss(anchor, positive, negative, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
void nnlgo_embedding_options_init(nnl_embedding_options* options, uint32_t size) {
  if (nnl.embedding_options_init) nnl.embedding_options_init(options, size);
}
nnlgo_integer nnlgo_embedding(nnl_tensor weight, nnl_tensor indices, const nnl_embedding_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.embedding ? nnlgo_missing("nnl_embedding")
      : nnl.embedding(weight, indices, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
void nnlgo_batch_norm_options_init(nnl_batch_norm_options* options, uint32_t size) {
  if (nnl.batch_norm_options_init) nnl.batch_norm_options_init(options, size);
}
nnlgo_integer nnlgo_batch_norm(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor running_mean, nnl_tensor running_var, nnl_tensor num_batches_tracked, int32_t training, const nnl_batch_norm_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.batch_norm ? nnlgo_missing("nnl_batch_norm")
      : nnl.batch_norm(x, weight, bias, running_mean, running_var, num_batches_tracked, training, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_embedding_create(nnl_context context, int64_t num_embeddings, int64_t embedding_dim, const nnl_embedding_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.embedding_create ? nnlgo_missing("nnl_embedding_create")
      : nnl.embedding_create(context, num_embeddings, embedding_dim, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_linear_options_init(nnl_linear_options* options, uint32_t size) {
  if (nnl.linear_options_init) nnl.linear_options_init(options, size);
}
nnlgo_integer nnlgo_linear_create(nnl_context context, int64_t in_features, int64_t out_features, const nnl_linear_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.linear_create ? nnlgo_missing("nnl_linear_create")
      : nnl.linear_create(context, in_features, out_features, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_batch_norm1d_create(nnl_context context, int64_t num_features, const nnl_batch_norm_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.batch_norm1d_create ? nnlgo_missing("nnl_batch_norm1d_create")
      : nnl.batch_norm1d_create(context, num_features, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_batch_norm2d_create(nnl_context context, int64_t num_features, const nnl_batch_norm_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.batch_norm2d_create ? nnlgo_missing("nnl_batch_norm2d_create")
      : nnl.batch_norm2d_create(context, num_features, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_batch_norm3d_create(nnl_context context, int64_t num_features, const nnl_batch_norm_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.batch_norm3d_create ? nnlgo_missing("nnl_batch_norm3d_create")
      : nnl.batch_norm3d_create(context, num_features, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_flatten_create(nnl_context context) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.flatten_create ? nnlgo_missing("nnl_flatten_create")
      : nnl.flatten_create(context, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_sigmoid_create(nnl_context context) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sigmoid_create ? nnlgo_missing("nnl_sigmoid_create")
      : nnl.sigmoid_create(context, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_tanh_create(nnl_context context) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tanh_create ? nnlgo_missing("nnl_tanh_create")
      : nnl.tanh_create(context, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_relu_create(nnl_context context) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.relu_create ? nnlgo_missing("nnl_relu_create")
      : nnl.relu_create(context, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_leaky_relu_create(nnl_context context, double negative_slope) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.leaky_relu_create ? nnlgo_missing("nnl_leaky_relu_create")
      : nnl.leaky_relu_create(context, negative_slope, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_mse_loss_create(nnl_context context, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.mse_loss_create ? nnlgo_missing("nnl_mse_loss_create")
      : nnl.mse_loss_create(context, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_l1_loss_create(nnl_context context, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.l1_loss_create ? nnlgo_missing("nnl_l1_loss_create")
      : nnl.l1_loss_create(context, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_smooth_l1_loss_create(nnl_context context, double beta, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.smooth_l1_loss_create ? nnlgo_missing("nnl_smooth_l1_loss_create")
      : nnl.smooth_l1_loss_create(context, beta, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_huber_loss_create(nnl_context context, double delta, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.huber_loss_create ? nnlgo_missing("nnl_huber_loss_create")
      : nnl.huber_loss_create(context, delta, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_bce_loss_create(nnl_context context, nnl_tensor weight, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.bce_loss_create ? nnlgo_missing("nnl_bce_loss_create")
      : nnl.bce_loss_create(context, weight, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_bce_with_logits_loss_create(nnl_context context, nnl_tensor weight, nnl_tensor pos_weight, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.bce_with_logits_loss_create ? nnlgo_missing("nnl_bce_with_logits_loss_create")
      : nnl.bce_with_logits_loss_create(context, weight, pos_weight, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_nll_loss_create(nnl_context context, nnl_tensor weight, int64_t ignore_index, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.nll_loss_create ? nnlgo_missing("nnl_nll_loss_create")
      : nnl.nll_loss_create(context, weight, ignore_index, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_cross_entropy_loss_create(nnl_context context, const nnl_cross_entropy_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cross_entropy_loss_create ? nnlgo_missing("nnl_cross_entropy_loss_create")
      : nnl.cross_entropy_loss_create(context, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_cosine_embedding_loss_create(nnl_context context, double margin, int32_t reduction) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cosine_embedding_loss_create ? nnlgo_missing("nnl_cosine_embedding_loss_create")
      : nnl.cosine_embedding_loss_create(context, margin, reduction, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_triplet_margin_loss_create(nnl_context context, const nnl_triplet_margin_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.triplet_margin_loss_create ? nnlgo_missing("nnl_triplet_margin_loss_create")
      : nnl.triplet_margin_loss_create(context, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_sequential_create(nnl_context context, int64_t count, const nnl_module* modules) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sequential_create ? nnlgo_missing("nnl_sequential_create")
      : nnl.sequential_create(context, count, modules, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_module_release(nnl_module module) {
  if (nnl.module_release) nnl.module_release(module);
}
nnlgo_integer nnlgo_module_forward(nnl_module module, nnl_tensor input) {
  nnl_tensor output = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_forward ? nnlgo_missing("nnl_module_forward")
      : nnl.module_forward(module, input, &output) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = output;
  return r;
}
nnlgo_integer nnlgo_module_forward_inputs(nnl_module module, int64_t count, const nnl_tensor* inputs) {
  nnl_tensor output = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_forward_inputs ? nnlgo_missing("nnl_module_forward_inputs")
      : nnl.module_forward_inputs(module, count, inputs, &output) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = output;
  return r;
}
nnlgo_error* nnlgo_module_train(nnl_module module, int32_t training) {
  return !nnl.module_train ? nnlgo_missing("nnl_module_train")
      : nnl.module_train(module, training) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_module_is_training(nnl_module module) {
  int32_t training = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_is_training ? nnlgo_missing("nnl_module_is_training")
      : nnl.module_is_training(module, &training) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = training;
  return r;
}
nnlgo_error* nnlgo_module_set_requires_grad(nnl_module module, int32_t requires_grad) {
  return !nnl.module_set_requires_grad ? nnlgo_missing("nnl_module_set_requires_grad")
      : nnl.module_set_requires_grad(module, requires_grad) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_module_zero_grad(nnl_module module) {
  return !nnl.module_zero_grad ? nnlgo_missing("nnl_module_zero_grad")
      : nnl.module_zero_grad(module) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_module_num_parameters(nnl_module module) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_num_parameters ? nnlgo_missing("nnl_module_num_parameters")
      : nnl.module_num_parameters(module, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_integer nnlgo_module_parameter(nnl_module module, int64_t index) {
  nnl_tensor parameter = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_parameter ? nnlgo_missing("nnl_module_parameter")
      : nnl.module_parameter(module, index, &parameter) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = parameter;
  return r;
}
nnlgo_text nnlgo_module_parameter_name(nnl_module module, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.module_parameter_name) return r.error = nnlgo_missing("nnl_module_parameter_name"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.module_parameter_name(module, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_integer nnlgo_module_num_buffers(nnl_module module) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_num_buffers ? nnlgo_missing("nnl_module_num_buffers")
      : nnl.module_num_buffers(module, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_integer nnlgo_module_buffer(nnl_module module, int64_t index) {
  nnl_tensor buffer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_buffer ? nnlgo_missing("nnl_module_buffer")
      : nnl.module_buffer(module, index, &buffer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = buffer;
  return r;
}
nnlgo_text nnlgo_module_buffer_name(nnl_module module, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.module_buffer_name) return r.error = nnlgo_missing("nnl_module_buffer_name"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.module_buffer_name(module, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_integer nnlgo_module_tensor(nnl_module module, const char* name) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_tensor ? nnlgo_missing("nnl_module_tensor")
      : nnl.module_tensor(module, name, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
nnlgo_error* nnlgo_module_save(nnl_module module, const char* path) {
  return !nnl.module_save ? nnlgo_missing("nnl_module_save")
      : nnl.module_save(module, path) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_module_load(nnl_module module, const char* path) {
  return !nnl.module_load ? nnlgo_missing("nnl_module_load")
      : nnl.module_load(module, path) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_constant(nnl_tensor tensor, double value) {
  return !nnl.init_constant ? nnlgo_missing("nnl_init_constant")
      : nnl.init_constant(tensor, value) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_uniform(nnl_tensor tensor, double low, double high) {
  return !nnl.init_uniform ? nnlgo_missing("nnl_init_uniform")
      : nnl.init_uniform(tensor, low, high) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_normal(nnl_tensor tensor, double mean, double std) {
  return !nnl.init_normal ? nnlgo_missing("nnl_init_normal")
      : nnl.init_normal(tensor, mean, std) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_xavier_uniform(nnl_tensor tensor, double gain) {
  return !nnl.init_xavier_uniform ? nnlgo_missing("nnl_init_xavier_uniform")
      : nnl.init_xavier_uniform(tensor, gain) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_xavier_normal(nnl_tensor tensor, double gain) {
  return !nnl.init_xavier_normal ? nnlgo_missing("nnl_init_xavier_normal")
      : nnl.init_xavier_normal(tensor, gain) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_kaiming_uniform(nnl_tensor tensor, double slope, int32_t mode, int32_t nonlinearity) {
  return !nnl.init_kaiming_uniform ? nnlgo_missing("nnl_init_kaiming_uniform")
      : nnl.init_kaiming_uniform(tensor, slope, mode, nonlinearity) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_init_kaiming_normal(nnl_tensor tensor, double slope, int32_t mode, int32_t nonlinearity) {
  return !nnl.init_kaiming_normal ? nnlgo_missing("nnl_init_kaiming_normal")
      : nnl.init_kaiming_normal(tensor, slope, mode, nonlinearity) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_number nnlgo_init_gain(int32_t nonlinearity, double slope) {
  double gain = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.init_gain ? nnlgo_missing("nnl_init_gain")
      : nnl.init_gain(nonlinearity, slope, &gain) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = gain;
  return r;
}
void nnlgo_sgd_options_init(nnl_sgd_options* options, uint32_t size) {
  if (nnl.sgd_options_init) nnl.sgd_options_init(options, size);
}
nnlgo_integer nnlgo_sgd_create(int64_t count, const nnl_tensor* parameters, const nnl_sgd_options* options) {
  nnl_optimizer optimizer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sgd_create ? nnlgo_missing("nnl_sgd_create")
      : nnl.sgd_create(count, parameters, options, &optimizer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = optimizer;
  return r;
}
nnlgo_error* nnlgo_sgd_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_sgd_options* options) {
  return !nnl.sgd_add_group ? nnlgo_missing("nnl_sgd_add_group")
      : nnl.sgd_add_group(optimizer, count, parameters, options) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_optimizer_release(nnl_optimizer optimizer) {
  if (nnl.optimizer_release) nnl.optimizer_release(optimizer);
}
nnlgo_error* nnlgo_optimizer_step(nnl_optimizer optimizer) {
  return !nnl.optimizer_step ? nnlgo_missing("nnl_optimizer_step")
      : nnl.optimizer_step(optimizer) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_optimizer_settle(nnl_optimizer optimizer) {
  return !nnl.optimizer_settle ? nnlgo_missing("nnl_optimizer_settle")
      : nnl.optimizer_settle(optimizer) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_optimizer_zero_grad(nnl_optimizer optimizer) {
  return !nnl.optimizer_zero_grad ? nnlgo_missing("nnl_optimizer_zero_grad")
      : nnl.optimizer_zero_grad(optimizer) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_optimizer_num_groups(nnl_optimizer optimizer) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.optimizer_num_groups ? nnlgo_missing("nnl_optimizer_num_groups")
      : nnl.optimizer_num_groups(optimizer, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_number nnlgo_optimizer_learning_rate(nnl_optimizer optimizer, int64_t group) {
  double learning_rate = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.optimizer_learning_rate ? nnlgo_missing("nnl_optimizer_learning_rate")
      : nnl.optimizer_learning_rate(optimizer, group, &learning_rate) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = learning_rate;
  return r;
}
nnlgo_error* nnlgo_optimizer_set_learning_rate(nnl_optimizer optimizer, int64_t group, double learning_rate) {
  return !nnl.optimizer_set_learning_rate ? nnlgo_missing("nnl_optimizer_set_learning_rate")
      : nnl.optimizer_set_learning_rate(optimizer, group, learning_rate) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_number nnlgo_clip_grad_norm(int64_t count, const nnl_tensor* parameters, double max_norm, double norm_type, int32_t error_if_nonfinite) {
  double norm = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.clip_grad_norm ? nnlgo_missing("nnl_clip_grad_norm")
      : nnl.clip_grad_norm(count, parameters, max_norm, norm_type, error_if_nonfinite, &norm) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = norm;
  return r;
}
nnlgo_error* nnlgo_clip_grad_value(int64_t count, const nnl_tensor* parameters, double clip_value) {
  return !nnl.clip_grad_value ? nnlgo_missing("nnl_clip_grad_value")
      : nnl.clip_grad_value(count, parameters, clip_value) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_loader_options_init(nnl_loader_options* options, uint32_t size) {
  if (nnl.loader_options_init) nnl.loader_options_init(options, size);
}
nnlgo_integer nnlgo_loader_create(int64_t count, const nnl_tensor* tensors, const nnl_loader_options* options) {
  nnl_loader loader = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.loader_create ? nnlgo_missing("nnl_loader_create")
      : nnl.loader_create(count, tensors, options, &loader) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = loader;
  return r;
}
void nnlgo_loader_release(nnl_loader loader) {
  if (nnl.loader_release) nnl.loader_release(loader);
}
nnlgo_error* nnlgo_loader_next(nnl_loader loader, int64_t count, nnl_tensor* batch) {
  return !nnl.loader_next ? nnlgo_missing("nnl_loader_next")
      : nnl.loader_next(loader, count, batch) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_loader_num_batches(nnl_loader loader) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.loader_num_batches ? nnlgo_missing("nnl_loader_num_batches")
      : nnl.loader_num_batches(loader, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_integer nnlgo_loader_epoch(nnl_loader loader) {
  int64_t epoch = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.loader_epoch ? nnlgo_missing("nnl_loader_epoch")
      : nnl.loader_epoch(loader, &epoch) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = epoch;
  return r;
}
void nnlgo_train_step_options_init(nnl_train_step_options* options, uint32_t size) {
  if (nnl.train_step_options_init) nnl.train_step_options_init(options, size);
}
nnlgo_number nnlgo_train_step(nnl_module model, nnl_module loss, nnl_optimizer optimizer, int64_t num_inputs, const nnl_tensor* inputs, int64_t num_targets, const nnl_tensor* targets, const nnl_train_step_options* options) {
  double value = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.train_step ? nnlgo_missing("nnl_train_step")
      : nnl.train_step(model, loss, optimizer, num_inputs, inputs, num_targets, targets, options, &value) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = value;
  return r;
}
nnlgo_number nnlgo_evaluate(nnl_module model, nnl_module loss, nnl_loader loader, int64_t num_inputs) {
  double value = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.evaluate ? nnlgo_missing("nnl_evaluate")
      : nnl.evaluate(model, loss, loader, num_inputs, &value) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = value;
  return r;
}
void nnlgo_fit_options_init(nnl_fit_options* options, uint32_t size) {
  if (nnl.fit_options_init) nnl.fit_options_init(options, size);
}
void nnlgo_fit_report_init(nnl_fit_report* report, uint32_t size) {
  if (nnl.fit_report_init) nnl.fit_report_init(report, size);
}
nnlgo_error* nnlgo_fit(nnl_module model, nnl_module loss, nnl_optimizer optimizer, nnl_loader loader, const nnl_fit_options* options, nnl_fit_callback callback, uintptr_t user_data, nnl_fit_report* report) {
  return !nnl.fit ? nnlgo_missing("nnl_fit")
      : nnl.fit(model, loss, optimizer, loader, options, callback, (void*)user_data, report) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_checkpoint_parts_init(nnl_checkpoint_parts* parts, uint32_t size) {
  if (nnl.checkpoint_parts_init) nnl.checkpoint_parts_init(parts, size);
}
nnlgo_error* nnlgo_checkpoint_save(const char* path, const nnl_checkpoint_parts* parts) {
  return !nnl.checkpoint_save ? nnlgo_missing("nnl_checkpoint_save")
      : nnl.checkpoint_save(path, parts) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_checkpoint_load(const char* path, const nnl_checkpoint_parts* parts) {
  return !nnl.checkpoint_load ? nnlgo_missing("nnl_checkpoint_load")
      : nnl.checkpoint_load(path, parts) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_exp(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.exp ? nnlgo_missing("nnl_exp")
      : nnl.exp(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_log(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.log ? nnlgo_missing("nnl_log")
      : nnl.log(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_sqrt(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sqrt ? nnlgo_missing("nnl_sqrt")
      : nnl.sqrt(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_abs(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.abs ? nnlgo_missing("nnl_abs")
      : nnl.abs(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_negative(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.negative ? nnlgo_missing("nnl_negative")
      : nnl.negative(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_reciprocal(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.reciprocal ? nnlgo_missing("nnl_reciprocal")
      : nnl.reciprocal(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_pow(nnl_tensor x, double exponent) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.pow ? nnlgo_missing("nnl_pow")
      : nnl.pow(x, exponent, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_pow_tensor(nnl_tensor x, nnl_tensor exponent) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.pow_tensor ? nnlgo_missing("nnl_pow_tensor")
      : nnl.pow_tensor(x, exponent, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_clamp(nnl_tensor x, double low, double high) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.clamp ? nnlgo_missing("nnl_clamp")
      : nnl.clamp(x, low, high, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_minimum(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.minimum ? nnlgo_missing("nnl_minimum")
      : nnl.minimum(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_maximum(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.maximum ? nnlgo_missing("nnl_maximum")
      : nnl.maximum(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_eq(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.eq ? nnlgo_missing("nnl_eq")
      : nnl.eq(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_ne(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.ne ? nnlgo_missing("nnl_ne")
      : nnl.ne(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_lt(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.lt ? nnlgo_missing("nnl_lt")
      : nnl.lt(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_le(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.le ? nnlgo_missing("nnl_le")
      : nnl.le(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_gt(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.gt ? nnlgo_missing("nnl_gt")
      : nnl.gt(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_ge(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.ge ? nnlgo_missing("nnl_ge")
      : nnl.ge(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_eq_scalar(nnl_tensor a, double b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.eq_scalar ? nnlgo_missing("nnl_eq_scalar")
      : nnl.eq_scalar(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_ne_scalar(nnl_tensor a, double b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.ne_scalar ? nnlgo_missing("nnl_ne_scalar")
      : nnl.ne_scalar(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_lt_scalar(nnl_tensor a, double b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.lt_scalar ? nnlgo_missing("nnl_lt_scalar")
      : nnl.lt_scalar(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_le_scalar(nnl_tensor a, double b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.le_scalar ? nnlgo_missing("nnl_le_scalar")
      : nnl.le_scalar(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_gt_scalar(nnl_tensor a, double b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.gt_scalar ? nnlgo_missing("nnl_gt_scalar")
      : nnl.gt_scalar(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_ge_scalar(nnl_tensor a, double b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.ge_scalar ? nnlgo_missing("nnl_ge_scalar")
      : nnl.ge_scalar(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_logical_not(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.logical_not ? nnlgo_missing("nnl_logical_not")
      : nnl.logical_not(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_logical_and(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.logical_and ? nnlgo_missing("nnl_logical_and")
      : nnl.logical_and(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_logical_or(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.logical_or ? nnlgo_missing("nnl_logical_or")
      : nnl.logical_or(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_where(nnl_tensor condition, nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.where ? nnlgo_missing("nnl_where")
      : nnl.where(condition, a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_masked_fill(nnl_tensor x, nnl_tensor mask, double value) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.masked_fill ? nnlgo_missing("nnl_masked_fill")
      : nnl.masked_fill(x, mask, value, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_max(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.max ? nnlgo_missing("nnl_max")
      : nnl.max(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_min(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.min ? nnlgo_missing("nnl_min")
      : nnl.min(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_pair nnlgo_max_along(nnl_tensor x, int64_t axis, int32_t keepdim) {
  nnlgo_pair r = {0, 0, 0};
  r.error = !nnl.max_along ? nnlgo_missing("nnl_max_along")
      : nnl.max_along(x, axis, keepdim, &r.first, &r.second) != NNL_OK ? nnlgo_take_error() : 0;
  return r;
}
nnlgo_pair nnlgo_min_along(nnl_tensor x, int64_t axis, int32_t keepdim) {
  nnlgo_pair r = {0, 0, 0};
  r.error = !nnl.min_along ? nnlgo_missing("nnl_min_along")
      : nnl.min_along(x, axis, keepdim, &r.first, &r.second) != NNL_OK ? nnlgo_take_error() : 0;
  return r;
}
nnlgo_integer nnlgo_argmax(nnl_tensor x, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.argmax ? nnlgo_missing("nnl_argmax")
      : nnl.argmax(x, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_argmin(nnl_tensor x, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.argmin ? nnlgo_missing("nnl_argmin")
      : nnl.argmin(x, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_argmax_along(nnl_tensor x, int64_t axis, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.argmax_along ? nnlgo_missing("nnl_argmax_along")
      : nnl.argmax_along(x, axis, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_argmin_along(nnl_tensor x, int64_t axis, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.argmin_along ? nnlgo_missing("nnl_argmin_along")
      : nnl.argmin_along(x, axis, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_pair nnlgo_topk(nnl_tensor x, int64_t k, int64_t axis, int32_t largest) {
  nnlgo_pair r = {0, 0, 0};
  r.error = !nnl.topk ? nnlgo_missing("nnl_topk")
      : nnl.topk(x, k, axis, largest, &r.first, &r.second) != NNL_OK ? nnlgo_take_error() : 0;
  return r;
}
nnlgo_integer nnlgo_var(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.var ? nnlgo_missing("nnl_var")
      : nnl.var(x, num_axes, axes, correction, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_std(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.std ? nnlgo_missing("nnl_std")
      : nnl.std(x, num_axes, axes, correction, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_norm(nnl_tensor x, double p, int32_t num_axes, const int64_t* axes, int32_t keepdim) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.norm ? nnlgo_missing("nnl_norm")
      : nnl.norm(x, p, num_axes, axes, keepdim, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_cat(int64_t count, const nnl_tensor* tensors, int64_t axis) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cat ? nnlgo_missing("nnl_cat")
      : nnl.cat(count, tensors, axis, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_stack(int64_t count, const nnl_tensor* tensors, int64_t axis) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.stack ? nnlgo_missing("nnl_stack")
      : nnl.stack(count, tensors, axis, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_error* nnlgo_split(nnl_tensor x, int64_t axis, int64_t count, const int64_t* sizes, nnl_tensor* parts) {
  return !nnl.split ? nnlgo_missing("nnl_split")
      : nnl.split(x, axis, count, sizes, parts) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_slice(nnl_tensor x, int64_t axis, int64_t start, int64_t stop, int64_t step) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.slice ? nnlgo_missing("nnl_slice")
      : nnl.slice(x, axis, start, stop, step, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_gather(nnl_tensor x, int64_t axis, nnl_tensor index) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.gather ? nnlgo_missing("nnl_gather")
      : nnl.gather(x, axis, index, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_index_select(nnl_tensor x, int64_t axis, nnl_tensor index) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.index_select ? nnlgo_missing("nnl_index_select")
      : nnl.index_select(x, axis, index, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_one_hot(nnl_tensor index, int64_t classes) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.one_hot ? nnlgo_missing("nnl_one_hot")
      : nnl.one_hot(index, classes, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_permute(nnl_tensor x, int32_t num_axes, const int64_t* axes) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.permute ? nnlgo_missing("nnl_permute")
      : nnl.permute(x, num_axes, axes, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_squeeze(nnl_tensor x, int32_t num_axes, const int64_t* axes) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.squeeze ? nnlgo_missing("nnl_squeeze")
      : nnl.squeeze(x, num_axes, axes, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_unsqueeze(nnl_tensor x, int64_t axis) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.unsqueeze ? nnlgo_missing("nnl_unsqueeze")
      : nnl.unsqueeze(x, axis, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_expand(nnl_tensor x, int32_t rank, const int64_t* shape) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.expand ? nnlgo_missing("nnl_expand")
      : nnl.expand(x, rank, shape, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_bmm(nnl_tensor a, nnl_tensor b) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.bmm ? nnlgo_missing("nnl_bmm")
      : nnl.bmm(a, b, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_cosine_similarity(nnl_tensor a, nnl_tensor b, int64_t axis, double eps) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cosine_similarity ? nnlgo_missing("nnl_cosine_similarity")
      : nnl.cosine_similarity(a, b, axis, eps, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_module_create(nnl_context context, const char* kind, nnl_module_callback forward, nnl_release_callback done, uintptr_t user_data) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_create ? nnlgo_missing("nnl_module_create")
      : nnl.module_create(context, kind, forward, done, (void*)user_data, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_error* nnlgo_module_add_parameter(nnl_module module, const char* name, nnl_tensor parameter) {
  return !nnl.module_add_parameter ? nnlgo_missing("nnl_module_add_parameter")
      : nnl.module_add_parameter(module, name, parameter) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_module_add_buffer(nnl_module module, const char* name, nnl_tensor buffer) {
  return !nnl.module_add_buffer ? nnlgo_missing("nnl_module_add_buffer")
      : nnl.module_add_buffer(module, name, buffer) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_module_add_child(nnl_module module, const char* name, nnl_module child) {
  return !nnl.module_add_child ? nnlgo_missing("nnl_module_add_child")
      : nnl.module_add_child(module, name, child) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_module_share(nnl_module module) {
  nnl_module other = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_share ? nnlgo_missing("nnl_module_share")
      : nnl.module_share(module, &other) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = other;
  return r;
}
nnlgo_text nnlgo_module_kind(nnl_module module) {
  nnlgo_text r = {0, 0};
  if (!nnl.module_kind) return r.error = nnlgo_missing("nnl_module_kind"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.module_kind(module, r.text, capacity, &needed)));
  return r;
}
nnlgo_integer nnlgo_module_num_children(nnl_module module) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_num_children ? nnlgo_missing("nnl_module_num_children")
      : nnl.module_num_children(module, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_integer nnlgo_module_child(nnl_module module, int64_t index) {
  nnl_module child = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_child ? nnlgo_missing("nnl_module_child")
      : nnl.module_child(module, index, &child) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = child;
  return r;
}
nnlgo_text nnlgo_module_child_name(nnl_module module, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.module_child_name) return r.error = nnlgo_missing("nnl_module_child_name"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.module_child_name(module, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_text nnlgo_module_summary(nnl_module module, int64_t count, const nnl_tensor* inputs) {
  nnlgo_text r = {0, 0};
  if (!nnl.module_summary) return r.error = nnlgo_missing("nnl_module_summary"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.module_summary(module, count, inputs, r.text, capacity, &needed)));
  return r;
}
nnlgo_integer nnlgo_custom_op(const char* name, int64_t count, const nnl_tensor* inputs, nnl_function_callback forward, nnl_backward_callback backward, nnl_release_callback done, uintptr_t user_data) {
  nnl_tensor output = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.custom_op ? nnlgo_missing("nnl_custom_op")
      : nnl.custom_op(name, count, inputs, forward, backward, done, (void*)user_data, &output) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = output;
  return r;
}
void nnlgo_gradcheck_options_init(nnl_gradcheck_options* options, uint32_t size) {
  if (nnl.gradcheck_options_init) nnl.gradcheck_options_init(options, size);
}
nnlgo_error* nnlgo_gradcheck(nnl_function_callback function, uintptr_t user_data, int64_t count, const nnl_tensor* inputs, const nnl_gradcheck_options* options, int32_t* passed, char* report, int64_t capacity, int64_t* needed) {
  return !nnl.gradcheck ? nnlgo_missing("nnl_gradcheck")
      : nnl.gradcheck(function, (void*)user_data, count, inputs, options, passed, report, capacity, needed) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_load_options_init(nnl_load_options* options, uint32_t size) {
  if (nnl.load_options_init) nnl.load_options_init(options, size);
}
nnlgo_integer nnlgo_module_load_with(nnl_module module, const char* path, const nnl_load_options* options) {
  nnl_load_report report = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_load_with ? nnlgo_missing("nnl_module_load_with")
      : nnl.module_load_with(module, path, options, &report) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = report;
  return r;
}
void nnlgo_load_report_release(nnl_load_report report) {
  if (nnl.load_report_release) nnl.load_report_release(report);
}
nnlgo_integer nnlgo_load_report_count(nnl_load_report report, int32_t list) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.load_report_count ? nnlgo_missing("nnl_load_report_count")
      : nnl.load_report_count(report, list, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_text nnlgo_load_report_name(nnl_load_report report, int32_t list, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.load_report_name) return r.error = nnlgo_missing("nnl_load_report_name"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.load_report_name(report, list, index, r.text, capacity, &needed)));
  return r;
}
void nnlgo_conv_options_init(nnl_conv_options* options, uint32_t size) {
  if (nnl.conv_options_init) nnl.conv_options_init(options, size);
}
nnlgo_integer nnlgo_conv1d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, const nnl_conv_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.conv1d ? nnlgo_missing("nnl_conv1d")
      : nnl.conv1d(x, weight, bias, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_conv2d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, const nnl_conv_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.conv2d ? nnlgo_missing("nnl_conv2d")
      : nnl.conv2d(x, weight, bias, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_conv1d_create(nnl_context context, int64_t in_channels, int64_t out_channels, int64_t kernel, const nnl_conv_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.conv1d_create ? nnlgo_missing("nnl_conv1d_create")
      : nnl.conv1d_create(context, in_channels, out_channels, kernel, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_conv2d_create(nnl_context context, int64_t in_channels, int64_t out_channels, int64_t kernel_height, int64_t kernel_width, const nnl_conv_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.conv2d_create ? nnlgo_missing("nnl_conv2d_create")
      : nnl.conv2d_create(context, in_channels, out_channels, kernel_height, kernel_width, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_layer_norm_options_init(nnl_layer_norm_options* options, uint32_t size) {
  if (nnl.layer_norm_options_init) nnl.layer_norm_options_init(options, size);
}
nnlgo_integer nnlgo_layer_norm(nnl_tensor x, int32_t rank, const int64_t* normalized_shape, nnl_tensor weight, nnl_tensor bias, double eps) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.layer_norm ? nnlgo_missing("nnl_layer_norm")
      : nnl.layer_norm(x, rank, normalized_shape, weight, bias, eps, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_layer_norm_create(nnl_context context, int32_t rank, const int64_t* normalized_shape, const nnl_layer_norm_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.layer_norm_create ? nnlgo_missing("nnl_layer_norm_create")
      : nnl.layer_norm_create(context, rank, normalized_shape, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_group_norm_options_init(nnl_group_norm_options* options, uint32_t size) {
  if (nnl.group_norm_options_init) nnl.group_norm_options_init(options, size);
}
nnlgo_integer nnlgo_group_norm(nnl_tensor x, int64_t num_groups, nnl_tensor weight, nnl_tensor bias, double eps) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.group_norm ? nnlgo_missing("nnl_group_norm")
      : nnl.group_norm(x, num_groups, weight, bias, eps, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_group_norm_create(nnl_context context, int64_t num_groups, int64_t num_channels, const nnl_group_norm_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.group_norm_create ? nnlgo_missing("nnl_group_norm_create")
      : nnl.group_norm_create(context, num_groups, num_channels, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_max_pool2d_options_init(nnl_max_pool2d_options* options, uint32_t size) {
  if (nnl.max_pool2d_options_init) nnl.max_pool2d_options_init(options, size);
}
void nnlgo_avg_pool2d_options_init(nnl_avg_pool2d_options* options, uint32_t size) {
  if (nnl.avg_pool2d_options_init) nnl.avg_pool2d_options_init(options, size);
}
nnlgo_integer nnlgo_max_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width, const nnl_max_pool2d_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.max_pool2d ? nnlgo_missing("nnl_max_pool2d")
      : nnl.max_pool2d(x, kernel_height, kernel_width, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_avg_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width, const nnl_avg_pool2d_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.avg_pool2d ? nnlgo_missing("nnl_avg_pool2d")
      : nnl.avg_pool2d(x, kernel_height, kernel_width, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_adaptive_avg_pool2d(nnl_tensor x, int64_t out_height, int64_t out_width) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.adaptive_avg_pool2d ? nnlgo_missing("nnl_adaptive_avg_pool2d")
      : nnl.adaptive_avg_pool2d(x, out_height, out_width, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_max_pool2d_create(nnl_context context, int64_t kernel_height, int64_t kernel_width, const nnl_max_pool2d_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.max_pool2d_create ? nnlgo_missing("nnl_max_pool2d_create")
      : nnl.max_pool2d_create(context, kernel_height, kernel_width, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_avg_pool2d_create(nnl_context context, int64_t kernel_height, int64_t kernel_width, const nnl_avg_pool2d_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.avg_pool2d_create ? nnlgo_missing("nnl_avg_pool2d_create")
      : nnl.avg_pool2d_create(context, kernel_height, kernel_width, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_adaptive_avg_pool2d_create(nnl_context context, int64_t out_height, int64_t out_width) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.adaptive_avg_pool2d_create ? nnlgo_missing("nnl_adaptive_avg_pool2d_create")
      : nnl.adaptive_avg_pool2d_create(context, out_height, out_width, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_adam_options_init(nnl_adam_options* options, uint32_t size) {
  if (nnl.adam_options_init) nnl.adam_options_init(options, size);
}
nnlgo_integer nnlgo_adam_create(int64_t count, const nnl_tensor* parameters, const nnl_adam_options* options) {
  nnl_optimizer optimizer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.adam_create ? nnlgo_missing("nnl_adam_create")
      : nnl.adam_create(count, parameters, options, &optimizer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = optimizer;
  return r;
}
nnlgo_error* nnlgo_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_adam_options* options) {
  return !nnl.adam_add_group ? nnlgo_missing("nnl_adam_add_group")
      : nnl.adam_add_group(optimizer, count, parameters, options) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_adamw_options_init(nnl_adamw_options* options, uint32_t size) {
  if (nnl.adamw_options_init) nnl.adamw_options_init(options, size);
}
nnlgo_integer nnlgo_adamw_create(int64_t count, const nnl_tensor* parameters, const nnl_adamw_options* options) {
  nnl_optimizer optimizer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.adamw_create ? nnlgo_missing("nnl_adamw_create")
      : nnl.adamw_create(count, parameters, options, &optimizer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = optimizer;
  return r;
}
nnlgo_error* nnlgo_adamw_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_adamw_options* options) {
  return !nnl.adamw_add_group ? nnlgo_missing("nnl_adamw_add_group")
      : nnl.adamw_add_group(optimizer, count, parameters, options) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_sparse_adam_options_init(nnl_sparse_adam_options* options, uint32_t size) {
  if (nnl.sparse_adam_options_init) nnl.sparse_adam_options_init(options, size);
}
nnlgo_integer nnlgo_sparse_adam_create(int64_t count, const nnl_tensor* parameters, const nnl_sparse_adam_options* options) {
  nnl_optimizer optimizer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sparse_adam_create ? nnlgo_missing("nnl_sparse_adam_create")
      : nnl.sparse_adam_create(count, parameters, options, &optimizer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = optimizer;
  return r;
}
nnlgo_error* nnlgo_sparse_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_sparse_adam_options* options) {
  return !nnl.sparse_adam_add_group ? nnlgo_missing("nnl_sparse_adam_add_group")
      : nnl.sparse_adam_add_group(optimizer, count, parameters, options) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_adagrad_options_init(nnl_adagrad_options* options, uint32_t size) {
  if (nnl.adagrad_options_init) nnl.adagrad_options_init(options, size);
}
nnlgo_integer nnlgo_adagrad_create(int64_t count, const nnl_tensor* parameters, const nnl_adagrad_options* options) {
  nnl_optimizer optimizer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.adagrad_create ? nnlgo_missing("nnl_adagrad_create")
      : nnl.adagrad_create(count, parameters, options, &optimizer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = optimizer;
  return r;
}
nnlgo_error* nnlgo_adagrad_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_adagrad_options* options) {
  return !nnl.adagrad_add_group ? nnlgo_missing("nnl_adagrad_add_group")
      : nnl.adagrad_add_group(optimizer, count, parameters, options) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_rmsprop_options_init(nnl_rmsprop_options* options, uint32_t size) {
  if (nnl.rmsprop_options_init) nnl.rmsprop_options_init(options, size);
}
nnlgo_integer nnlgo_rmsprop_create(int64_t count, const nnl_tensor* parameters, const nnl_rmsprop_options* options) {
  nnl_optimizer optimizer = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.rmsprop_create ? nnlgo_missing("nnl_rmsprop_create")
      : nnl.rmsprop_create(count, parameters, options, &optimizer) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = optimizer;
  return r;
}
nnlgo_error* nnlgo_rmsprop_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters, const nnl_rmsprop_options* options) {
  return !nnl.rmsprop_add_group ? nnlgo_missing("nnl_rmsprop_add_group")
      : nnl.rmsprop_add_group(optimizer, count, parameters, options) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_number nnlgo_optimizer_momentum(nnl_optimizer optimizer, int64_t group) {
  double momentum = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.optimizer_momentum ? nnlgo_missing("nnl_optimizer_momentum")
      : nnl.optimizer_momentum(optimizer, group, &momentum) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = momentum;
  return r;
}
nnlgo_error* nnlgo_optimizer_set_momentum(nnl_optimizer optimizer, int64_t group, double momentum) {
  return !nnl.optimizer_set_momentum ? nnlgo_missing("nnl_optimizer_set_momentum")
      : nnl.optimizer_set_momentum(optimizer, group, momentum) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_elu(nnl_tensor x, double alpha) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.elu ? nnlgo_missing("nnl_elu")
      : nnl.elu(x, alpha, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_gelu(nnl_tensor x, int32_t approximate) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.gelu ? nnlgo_missing("nnl_gelu")
      : nnl.gelu(x, approximate, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_silu(nnl_tensor x) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.silu ? nnlgo_missing("nnl_silu")
      : nnl.silu(x, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_softplus(nnl_tensor x, double beta, double threshold) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.softplus ? nnlgo_missing("nnl_softplus")
      : nnl.softplus(x, beta, threshold, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_hardtanh(nnl_tensor x, double min_val, double max_val) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.hardtanh ? nnlgo_missing("nnl_hardtanh")
      : nnl.hardtanh(x, min_val, max_val, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_prelu(nnl_tensor x, nnl_tensor weight) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.prelu ? nnlgo_missing("nnl_prelu")
      : nnl.prelu(x, weight, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_dropout(nnl_tensor x, double p, int32_t training) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.dropout ? nnlgo_missing("nnl_dropout")
      : nnl.dropout(x, p, training, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_elu_create(nnl_context context, double alpha) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.elu_create ? nnlgo_missing("nnl_elu_create")
      : nnl.elu_create(context, alpha, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_gelu_create(nnl_context context, int32_t approximate) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.gelu_create ? nnlgo_missing("nnl_gelu_create")
      : nnl.gelu_create(context, approximate, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_silu_create(nnl_context context) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.silu_create ? nnlgo_missing("nnl_silu_create")
      : nnl.silu_create(context, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_softplus_create(nnl_context context, double beta, double threshold) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.softplus_create ? nnlgo_missing("nnl_softplus_create")
      : nnl.softplus_create(context, beta, threshold, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_hardtanh_create(nnl_context context, double min_val, double max_val) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.hardtanh_create ? nnlgo_missing("nnl_hardtanh_create")
      : nnl.hardtanh_create(context, min_val, max_val, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_prelu_create(nnl_context context, int64_t num_parameters, double init, nnl_dtype dtype) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.prelu_create ? nnlgo_missing("nnl_prelu_create")
      : nnl.prelu_create(context, num_parameters, init, dtype, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_softmax_create(nnl_context context, int64_t axis) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.softmax_create ? nnlgo_missing("nnl_softmax_create")
      : nnl.softmax_create(context, axis, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_log_softmax_create(nnl_context context, int64_t axis) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.log_softmax_create ? nnlgo_missing("nnl_log_softmax_create")
      : nnl.log_softmax_create(context, axis, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_dropout_create(nnl_context context, double p) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.dropout_create ? nnlgo_missing("nnl_dropout_create")
      : nnl.dropout_create(context, p, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
void nnlgo_embedding_bag_options_init(nnl_embedding_bag_options* options, uint32_t size) {
  if (nnl.embedding_bag_options_init) nnl.embedding_bag_options_init(options, size);
}
nnlgo_integer nnlgo_embedding_bag(nnl_tensor weight, nnl_tensor indices, nnl_tensor offsets, nnl_tensor per_sample_weights, const nnl_embedding_bag_options* options) {
  nnl_tensor result = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.embedding_bag ? nnlgo_missing("nnl_embedding_bag")
      : nnl.embedding_bag(weight, indices, offsets, per_sample_weights, options, &result) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = result;
  return r;
}
nnlgo_integer nnlgo_embedding_bag_create(nnl_context context, int64_t num_embeddings, int64_t embedding_dim, const nnl_embedding_bag_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.embedding_bag_create ? nnlgo_missing("nnl_embedding_bag_create")
      : nnl.embedding_bag_create(context, num_embeddings, embedding_dim, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_embedding_from_pretrained(nnl_tensor weight, int32_t freeze, const nnl_embedding_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.embedding_from_pretrained ? nnlgo_missing("nnl_embedding_from_pretrained")
      : nnl.embedding_from_pretrained(weight, freeze, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_embedding_bag_from_pretrained(nnl_tensor weight, int32_t freeze, const nnl_embedding_bag_options* options) {
  nnl_module module = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.embedding_bag_from_pretrained ? nnlgo_missing("nnl_embedding_bag_from_pretrained")
      : nnl.embedding_bag_from_pretrained(weight, freeze, options, &module) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = module;
  return r;
}
nnlgo_integer nnlgo_step_lr_create(nnl_optimizer optimizer, int64_t step_size, double gamma) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.step_lr_create ? nnlgo_missing("nnl_step_lr_create")
      : nnl.step_lr_create(optimizer, step_size, gamma, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
nnlgo_integer nnlgo_multi_step_lr_create(nnl_optimizer optimizer, int64_t count, const int64_t* milestones, double gamma) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.multi_step_lr_create ? nnlgo_missing("nnl_multi_step_lr_create")
      : nnl.multi_step_lr_create(optimizer, count, milestones, gamma, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
nnlgo_integer nnlgo_exponential_lr_create(nnl_optimizer optimizer, double gamma) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.exponential_lr_create ? nnlgo_missing("nnl_exponential_lr_create")
      : nnl.exponential_lr_create(optimizer, gamma, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
nnlgo_integer nnlgo_linear_lr_create(nnl_optimizer optimizer, double start_factor, double end_factor, int64_t total_iters) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.linear_lr_create ? nnlgo_missing("nnl_linear_lr_create")
      : nnl.linear_lr_create(optimizer, start_factor, end_factor, total_iters, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
nnlgo_integer nnlgo_cosine_annealing_lr_create(nnl_optimizer optimizer, int64_t t_max, double eta_min) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cosine_annealing_lr_create ? nnlgo_missing("nnl_cosine_annealing_lr_create")
      : nnl.cosine_annealing_lr_create(optimizer, t_max, eta_min, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
nnlgo_integer nnlgo_cosine_annealing_warm_restarts_create(nnl_optimizer optimizer, int64_t t_0, int64_t t_mult, double eta_min) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.cosine_annealing_warm_restarts_create ? nnlgo_missing("nnl_cosine_annealing_warm_restarts_create")
      : nnl.cosine_annealing_warm_restarts_create(optimizer, t_0, t_mult, eta_min, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
void nnlgo_one_cycle_lr_options_init(nnl_one_cycle_lr_options* options, uint32_t size) {
  if (nnl.one_cycle_lr_options_init) nnl.one_cycle_lr_options_init(options, size);
}
nnlgo_integer nnlgo_one_cycle_lr_create(nnl_optimizer optimizer, int64_t count, const double* max_lr, int64_t total_steps, const nnl_one_cycle_lr_options* options) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.one_cycle_lr_create ? nnlgo_missing("nnl_one_cycle_lr_create")
      : nnl.one_cycle_lr_create(optimizer, count, max_lr, total_steps, options, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
void nnlgo_reduce_lr_on_plateau_options_init(nnl_reduce_lr_on_plateau_options* options, uint32_t size) {
  if (nnl.reduce_lr_on_plateau_options_init) nnl.reduce_lr_on_plateau_options_init(options, size);
}
nnlgo_integer nnlgo_reduce_lr_on_plateau_create(nnl_optimizer optimizer, int64_t count, const double* min_lr, const nnl_reduce_lr_on_plateau_options* options) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.reduce_lr_on_plateau_create ? nnlgo_missing("nnl_reduce_lr_on_plateau_create")
      : nnl.reduce_lr_on_plateau_create(optimizer, count, min_lr, options, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
nnlgo_integer nnlgo_sequential_lr_create(int64_t count, const nnl_schedule* schedules, const int64_t* milestones) {
  nnl_schedule schedule = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.sequential_lr_create ? nnlgo_missing("nnl_sequential_lr_create")
      : nnl.sequential_lr_create(count, schedules, milestones, &schedule) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = schedule;
  return r;
}
void nnlgo_schedule_release(nnl_schedule schedule) {
  if (nnl.schedule_release) nnl.schedule_release(schedule);
}
nnlgo_error* nnlgo_schedule_step(nnl_schedule schedule) {
  return !nnl.schedule_step ? nnlgo_missing("nnl_schedule_step")
      : nnl.schedule_step(schedule) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_schedule_step_metric(nnl_schedule schedule, double metric) {
  return !nnl.schedule_step_metric ? nnlgo_missing("nnl_schedule_step_metric")
      : nnl.schedule_step_metric(schedule, metric) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_schedule_step_epoch(nnl_schedule schedule, double epoch) {
  return !nnl.schedule_step_epoch ? nnlgo_missing("nnl_schedule_step_epoch")
      : nnl.schedule_step_epoch(schedule, epoch) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_schedule_last_epoch(nnl_schedule schedule) {
  int64_t epoch = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.schedule_last_epoch ? nnlgo_missing("nnl_schedule_last_epoch")
      : nnl.schedule_last_epoch(schedule, &epoch) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = epoch;
  return r;
}
nnlgo_number nnlgo_schedule_last_learning_rate(nnl_schedule schedule, int64_t group) {
  double learning_rate = 0;
  nnlgo_number r = {0, 0};
  r.error = !nnl.schedule_last_learning_rate ? nnlgo_missing("nnl_schedule_last_learning_rate")
      : nnl.schedule_last_learning_rate(schedule, group, &learning_rate) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = learning_rate;
  return r;
}
nnlgo_error* nnlgo_module_freeze_statistics(nnl_module module, int32_t frozen) {
  return !nnl.module_freeze_statistics ? nnlgo_missing("nnl_module_freeze_statistics")
      : nnl.module_freeze_statistics(module, frozen) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_module_statistics_frozen(nnl_module module) {
  int32_t frozen = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_statistics_frozen ? nnlgo_missing("nnl_module_statistics_frozen")
      : nnl.module_statistics_frozen(module, &frozen) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = frozen;
  return r;
}
nnlgo_error* nnlgo_module_accumulate_statistics(nnl_module module, int32_t accumulate) {
  return !nnl.module_accumulate_statistics ? nnlgo_missing("nnl_module_accumulate_statistics")
      : nnl.module_accumulate_statistics(module, accumulate) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_module_commit_statistics(nnl_module module) {
  return !nnl.module_commit_statistics ? nnlgo_missing("nnl_module_commit_statistics")
      : nnl.module_commit_statistics(module) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_recalibrate(nnl_module module, nnl_loader loader, int64_t max_batches) {
  int64_t batches = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.recalibrate ? nnlgo_missing("nnl_recalibrate")
      : nnl.recalibrate(module, loader, max_batches, &batches) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = batches;
  return r;
}
nnlgo_integer nnlgo_module_fold_batch_norms(nnl_module module) {
  nnl_module folded = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.module_fold_batch_norms ? nnlgo_missing("nnl_module_fold_batch_norms")
      : nnl.module_fold_batch_norms(module, &folded) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = folded;
  return r;
}
nnlgo_text nnlgo_batch_norm_report(nnl_module module, int64_t count, const nnl_tensor* inputs) {
  nnlgo_text r = {0, 0};
  if (!nnl.batch_norm_report) return r.error = nnlgo_missing("nnl_batch_norm_report"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.batch_norm_report(module, count, inputs, r.text, capacity, &needed)));
  return r;
}
void nnlgo_profile_options_init(nnl_profile_options* options, uint32_t size) {
  if (nnl.profile_options_init) nnl.profile_options_init(options, size);
}
nnlgo_error* nnlgo_profile_start(nnl_context context, const nnl_profile_options* options) {
  return !nnl.profile_start ? nnlgo_missing("nnl_profile_start")
      : nnl.profile_start(context, options) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_profile_stop(nnl_context context) {
  return !nnl.profile_stop ? nnlgo_missing("nnl_profile_stop")
      : nnl.profile_stop(context) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_text nnlgo_profile_table(nnl_context context) {
  nnlgo_text r = {0, 0};
  if (!nnl.profile_table) return r.error = nnlgo_missing("nnl_profile_table"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.profile_table(context, r.text, capacity, &needed)));
  return r;
}
nnlgo_error* nnlgo_profile_save_trace(nnl_context context, const char* path) {
  return !nnl.profile_save_trace ? nnlgo_missing("nnl_profile_save_trace")
      : nnl.profile_save_trace(context, path) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_profile_summary_init(nnl_profile_summary* summary, uint32_t size) {
  if (nnl.profile_summary_init) nnl.profile_summary_init(summary, size);
}
nnlgo_error* nnlgo_profile_read_summary(nnl_context context, nnl_profile_summary* summary) {
  return !nnl.profile_read_summary ? nnlgo_missing("nnl_profile_read_summary")
      : nnl.profile_read_summary(context, summary) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_profile_row_init(nnl_profile_row* row, uint32_t size) {
  if (nnl.profile_row_init) nnl.profile_row_init(row, size);
}
nnlgo_error* nnlgo_profile_read_row(nnl_context context, int64_t index, nnl_profile_row* row) {
  return !nnl.profile_read_row ? nnlgo_missing("nnl_profile_read_row")
      : nnl.profile_read_row(context, index, row) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_text nnlgo_profile_row_name(nnl_context context, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.profile_row_name) return r.error = nnlgo_missing("nnl_profile_row_name"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.profile_row_name(context, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_text nnlgo_profile_row_layer(nnl_context context, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.profile_row_layer) return r.error = nnlgo_missing("nnl_profile_row_layer"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.profile_row_layer(context, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_error* nnlgo_context_set_number_check(nnl_context context, int32_t mode) {
  return !nnl.context_set_number_check ? nnlgo_missing("nnl_context_set_number_check")
      : nnl.context_set_number_check(context, mode) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_number_report_init(nnl_number_report* report, uint32_t size) {
  if (nnl.number_report_init) nnl.number_report_init(report, size);
}
nnlgo_error* nnlgo_number_report_read(nnl_context context, nnl_number_report* report) {
  return !nnl.number_report_read ? nnlgo_missing("nnl_number_report_read")
      : nnl.number_report_read(context, report) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_text nnlgo_number_report_op(nnl_context context) {
  nnlgo_text r = {0, 0};
  if (!nnl.number_report_op) return r.error = nnlgo_missing("nnl_number_report_op"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.number_report_op(context, r.text, capacity, &needed)));
  return r;
}
nnlgo_text nnlgo_number_report_layer(nnl_context context) {
  nnlgo_text r = {0, 0};
  if (!nnl.number_report_layer) return r.error = nnlgo_missing("nnl_number_report_layer"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.number_report_layer(context, r.text, capacity, &needed)));
  return r;
}
nnlgo_text nnlgo_number_report_text(nnl_context context) {
  nnlgo_text r = {0, 0};
  if (!nnl.number_report_text) return r.error = nnlgo_missing("nnl_number_report_text"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.number_report_text(context, r.text, capacity, &needed)));
  return r;
}
nnlgo_integer nnlgo_scope_begin(void) {
  nnl_scope scope = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.scope_begin ? nnlgo_missing("nnl_scope_begin")
      : nnl.scope_begin(&scope) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = scope;
  return r;
}
nnlgo_error* nnlgo_scope_keep(nnl_scope scope, int64_t handle) {
  return !nnl.scope_keep ? nnlgo_missing("nnl_scope_keep")
      : nnl.scope_keep(scope, handle) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_scope_end(nnl_scope scope) {
  return !nnl.scope_end ? nnlgo_missing("nnl_scope_end")
      : nnl.scope_end(scope) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_scope_release(nnl_scope scope) {
  if (nnl.scope_release) nnl.scope_release(scope);
}
nnlgo_error* nnlgo_tensor_to_dlpack(nnl_tensor tensor, int32_t versioned, void** managed) {
  return !nnl.tensor_to_dlpack ? nnlgo_missing("nnl_tensor_to_dlpack")
      : nnl.tensor_to_dlpack(tensor, versioned, managed) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_integer nnlgo_tensor_from_dlpack(nnl_context context, void* managed, int32_t versioned) {
  nnl_tensor tensor = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.tensor_from_dlpack ? nnlgo_missing("nnl_tensor_from_dlpack")
      : nnl.tensor_from_dlpack(context, managed, versioned, &tensor) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = tensor;
  return r;
}
nnlgo_error* nnlgo_set_handle_tracing(int32_t on) {
  return !nnl.set_handle_tracing ? nnlgo_missing("nnl_set_handle_tracing")
      : nnl.set_handle_tracing(on) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_error* nnlgo_set_handle_label(const char* label) {
  return !nnl.set_handle_label ? nnlgo_missing("nnl_set_handle_label")
      : nnl.set_handle_label(label) != NNL_OK ? nnlgo_take_error() : 0;
}
void nnlgo_handle_row_init(nnl_handle_row* row, uint32_t size) {
  if (nnl.handle_row_init) nnl.handle_row_init(row, size);
}
nnlgo_integer nnlgo_handle_report_create(nnl_context context, int32_t all_contexts) {
  nnl_handle_report report = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.handle_report_create ? nnlgo_missing("nnl_handle_report_create")
      : nnl.handle_report_create(context, all_contexts, &report) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = report;
  return r;
}
void nnlgo_handle_report_release(nnl_handle_report report) {
  if (nnl.handle_report_release) nnl.handle_report_release(report);
}
nnlgo_integer nnlgo_handle_report_count(nnl_handle_report report) {
  int64_t count = 0;
  nnlgo_integer r = {0, 0};
  r.error = !nnl.handle_report_count ? nnlgo_missing("nnl_handle_report_count")
      : nnl.handle_report_count(report, &count) != NNL_OK ? nnlgo_take_error() : 0;
  r.value = count;
  return r;
}
nnlgo_error* nnlgo_handle_report_row(nnl_handle_report report, int64_t index, nnl_handle_row* row) {
  return !nnl.handle_report_row ? nnlgo_missing("nnl_handle_report_row")
      : nnl.handle_report_row(report, index, row) != NNL_OK ? nnlgo_take_error() : 0;
}
nnlgo_text nnlgo_handle_report_function(nnl_handle_report report, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.handle_report_function) return r.error = nnlgo_missing("nnl_handle_report_function"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.handle_report_function(report, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_text nnlgo_handle_report_label(nnl_handle_report report, int64_t index) {
  nnlgo_text r = {0, 0};
  if (!nnl.handle_report_label) return r.error = nnlgo_missing("nnl_handle_report_label"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.handle_report_label(report, index, r.text, capacity, &needed)));
  return r;
}
nnlgo_text nnlgo_handle_report_table(nnl_handle_report report) {
  nnlgo_text r = {0, 0};
  if (!nnl.handle_report_table) return r.error = nnlgo_missing("nnl_handle_report_table"), r;
  int64_t capacity = 0, needed = 256;
  while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, nnl.handle_report_table(report, r.text, capacity, &needed)));
  return r;
}
