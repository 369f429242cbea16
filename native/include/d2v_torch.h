/*
 * d2v_torch: the C face of libtorch that data2vec4j needs.
 *
 * Conventions
 *   - Every function that can fail returns a d2v_status; results go through out parameters, which are written
 *     only on D2V_OK. No C++ exception leaves the library.
 *   - A d2v_tensor is an opaque handle that owns one reference to a tensor; 0 means "none" where a parameter is
 *     documented as optional. Arguments are borrowed, results are owned by the caller and go to d2v_free.
 *   - Functions whose name ends in an underscore change their first argument in place and return no handle.
 *   - Shapes are written [batch, time, channel]. Dimensions may be negative and then count from the end.
 *   - The operators compute what the operators of the same name of PyTorch compute, autograd included.
 *   - Handles may be used from any thread. Grad mode, autocast and d2v_last_error belong to the calling thread.
 */
#ifndef D2V_TORCH_H
#define D2V_TORCH_H

#include <stdint.h>

#ifdef _WIN32
#define D2V_API __declspec(dllexport)
#else
#define D2V_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ types */

typedef int64_t d2v_tensor;
typedef int32_t d2v_status;
typedef int32_t d2v_dtype;
typedef int32_t d2v_device_type;

enum {
  D2V_OK = 0,
  D2V_ERROR_OTHER = 1,
  D2V_ERROR_SHAPE = 2,
  D2V_ERROR_DTYPE = 3,
  D2V_ERROR_INDEX = 4,
  D2V_ERROR_OUT_OF_MEMORY = 5,
  D2V_ERROR_NOT_IMPLEMENTED = 6,
  D2V_ERROR_NOT_LOADED = 7
};

enum {
  D2V_FLOAT32 = 0,
  D2V_FLOAT64 = 1,
  D2V_FLOAT16 = 2,
  D2V_BFLOAT16 = 3,
  D2V_INT64 = 4,
  D2V_INT32 = 5,
  D2V_INT16 = 6,
  D2V_INT8 = 7,
  D2V_UINT8 = 8,
  D2V_BOOL = 9
};

enum { D2V_CPU = 0, D2V_CUDA = 1 };

/* How a loss over many elements becomes one number. */
enum { D2V_REDUCTION_NONE = 0, D2V_REDUCTION_MEAN = 1, D2V_REDUCTION_SUM = 2 };

/* What d2v_describe writes, by index. */
enum {
  D2V_FACT_DTYPE = 0,
  D2V_FACT_DEVICE_TYPE = 1,
  D2V_FACT_DEVICE_INDEX = 2,
  D2V_FACT_DIM = 3,
  D2V_FACT_NUMEL = 4,
  D2V_FACT_CONTIGUOUS = 5,
  D2V_FACT_REQUIRES_GRAD = 6,
  D2V_FACT_COUNT = 7
};

/* The most dimensions that d2v_describe can report. */
enum { D2V_MAX_DIM = 16 };

/* ------------------------------------------------------------------------------- the library and its host */

/* Number of this interface; it changes whenever a function's signature or meaning does. */
D2V_API int32_t d2v_interface_version(void);

/* Sets an environment variable of this process (value 0 removes it), for libraries that read it when they load. */
D2V_API d2v_status d2v_set_environment(const char* name, const char* value);

/*
 * Loads libtorch: opens the shared libraries at the given absolute paths in the given order and looks up every
 * symbol that this library uses. Fails with one message that lists all that is missing and the version found.
 * Later calls do nothing. Only the functions of this section work before it.
 */
D2V_API d2v_status d2v_load(const char* const* paths, int32_t count);

/* Text of the last failure on this thread; valid until the thread's next failure. Never null. */
D2V_API const char* d2v_last_error(void);

/* Version of the loaded libtorch, major * 1000000 + minor * 1000 + patch; 0 before d2v_load. */
D2V_API int64_t d2v_torch_version(void);

/* Describes build and parallel back end of the loaded libtorch: at most capacity bytes, terminated by a zero. */
D2V_API d2v_status d2v_torch_build(char* text, int64_t capacity);

/* Number of visible CUDA devices; 0 with a CPU build. */
D2V_API d2v_status d2v_cuda_device_count(int64_t* count);

/* Waits until all work queued on a CUDA device is done. */
D2V_API d2v_status d2v_cuda_synchronize(int64_t device_index);

/* Threads that one operator may use on the CPU. */
D2V_API d2v_status d2v_set_num_threads(int32_t threads);
D2V_API d2v_status d2v_get_num_threads(int32_t* threads);

/* --------------------------------------------------------------------------------------------- memory */

/* Releases count handles; zeros among them are skipped. The handles must not be used again. */
D2V_API d2v_status d2v_free(const d2v_tensor* tensors, int64_t count);

/* Handles that were given out and not yet released. */
D2V_API int64_t d2v_live_tensors(void);

/* Bytes that the elements of the live handles span; a view counts its own elements, wherever they are stored. */
D2V_API int64_t d2v_live_bytes(void);

/* Bytes in use in the C heap of the process, with everything that autograd keeps; -1 where it cannot be told. */
D2V_API int64_t d2v_heap_bytes(void);

/* Describes what this library set in the C allocator when it was loaded, for a person to read. */
D2V_API const char* d2v_allocator_settings(void);

/* ------------------------------------------------------------------------------------- facts of a tensor */

/*
 * Writes D2V_FACT_COUNT numbers to facts, and the sizes and strides (in elements) of each dimension to sizes and
 * strides, which have room for D2V_MAX_DIM numbers each.
 */
D2V_API d2v_status d2v_describe(d2v_tensor tensor, int64_t* facts, int64_t* sizes, int64_t* strides);

/* Address of the first element; the memory belongs to the tensor. */
D2V_API d2v_status d2v_data_pointer(d2v_tensor tensor, void** address);

/* The value of a tensor with one element, of any dtype. */
D2V_API d2v_status d2v_item_double(d2v_tensor tensor, double* value);
D2V_API d2v_status d2v_item_long(d2v_tensor tensor, int64_t* value);

/* A second handle to the same tensor. */
D2V_API d2v_status d2v_alias(d2v_tensor tensor, d2v_tensor* out);

/* --------------------------------------------------------------------------------------------- creation */

/* Tensor of the given sizes with arbitrary content. */
D2V_API d2v_status d2v_empty(const int64_t* sizes, int32_t dim, d2v_dtype dtype, d2v_device_type device_type,
                             int32_t device_index, d2v_tensor* out);

/* Tensor of the given sizes, every element value (converted to dtype). */
D2V_API d2v_status d2v_full(const int64_t* sizes, int32_t dim, double value, d2v_dtype dtype,
                            d2v_device_type device_type, int32_t device_index, d2v_tensor* out);

/* Tensor without dimensions on the CPU. */
D2V_API d2v_status d2v_scalar(double value, d2v_dtype dtype, d2v_tensor* out);

/*
 * Contiguous CPU tensor over the caller's memory, without a copy. release(context) is called exactly once, when
 * libtorch drops its last reference (from whichever thread does that), or before this call returns with an error.
 * release may be null; then the caller keeps the memory valid for as long as any tensor uses it.
 */
D2V_API d2v_status d2v_from_blob(void* data, const int64_t* sizes, int32_t dim, d2v_dtype dtype,
                                 void (*release)(void* context), void* context, d2v_tensor* out);

/* Whole numbers 0 to count-1 in random order, int64 [count]. */
D2V_API d2v_status d2v_randperm(int64_t count, d2v_tensor* out);

/* The same values in another dtype or on another device; a further handle to the same tensor if nothing changes. */
D2V_API d2v_status d2v_to_dtype(d2v_tensor input, d2v_dtype dtype, d2v_tensor* out);
D2V_API d2v_status d2v_to_device(d2v_tensor input, d2v_device_type device_type, int32_t device_index,
                                 d2v_tensor* out);

/* The same values in row-major order; a further handle to the same tensor if it is so already. */
D2V_API d2v_status d2v_contiguous(d2v_tensor input, d2v_tensor* out);

/* A copy in memory of its own; gradients flow through it. */
D2V_API d2v_status d2v_clone(d2v_tensor input, d2v_tensor* out);

/* The same memory, cut off from the autograd graph. */
D2V_API d2v_status d2v_detach(d2v_tensor input, d2v_tensor* out);

/* ---------------------------------------------------------------------------------------- shape and views */

/* The same elements in another shape; one size may be -1. A view where possible. */
D2V_API d2v_status d2v_reshape(d2v_tensor input, const int64_t* sizes, int32_t dim, d2v_tensor* out);
/* View with two dimensions swapped. */
D2V_API d2v_status d2v_transpose(d2v_tensor input, int64_t dim0, int64_t dim1, d2v_tensor* out);
/* View with the dimensions in the given order. */
D2V_API d2v_status d2v_permute(d2v_tensor input, const int64_t* dims, int32_t count, d2v_tensor* out);
/* View with a dimension of size 1 put in before dim. */
D2V_API d2v_status d2v_unsqueeze(d2v_tensor input, int64_t dim, d2v_tensor* out);
/* View without dimension dim if that has size 1. */
D2V_API d2v_status d2v_squeeze(d2v_tensor input, int64_t dim, d2v_tensor* out);
/* View with dimensions of size 1 repeated to the given sizes; -1 keeps a size. */
D2V_API d2v_status d2v_expand(d2v_tensor input, const int64_t* sizes, int32_t dim, d2v_tensor* out);
/* View of the elements start to start+length-1 along dim. */
D2V_API d2v_status d2v_narrow(d2v_tensor input, int64_t dim, int64_t start, int64_t length, d2v_tensor* out);
/* View of every step-th element from start (inclusive) to end (exclusive) along dim. */
D2V_API d2v_status d2v_slice(d2v_tensor input, int64_t dim, int64_t start, int64_t end, int64_t step,
                             d2v_tensor* out);
/* View of the element index along dim, without that dimension. */
D2V_API d2v_status d2v_select(d2v_tensor input, int64_t dim, int64_t index, d2v_tensor* out);
/* View of the storage with the given sizes, strides and offset, all in elements. */
D2V_API d2v_status d2v_as_strided(d2v_tensor input, const int64_t* sizes, const int64_t* strides, int32_t dim,
                                  int64_t offset, d2v_tensor* out);
/* View of windows of the given size along dim, one every step elements; the window is the new last dimension. */
D2V_API d2v_status d2v_unfold(d2v_tensor input, int64_t dim, int64_t size, int64_t step, d2v_tensor* out);
/* Constant padding: pairs (before, after) from the last dimension backwards; count numbers in all. */
D2V_API d2v_status d2v_pad(d2v_tensor input, const int64_t* padding, int32_t count, double value, d2v_tensor* out);
/* Elements in reverse order along the given dimensions. */
D2V_API d2v_status d2v_flip(d2v_tensor input, const int64_t* dims, int32_t count, d2v_tensor* out);
/* Elements shifted along dim, those that leave at one end coming in at the other. */
D2V_API d2v_status d2v_roll(d2v_tensor input, int64_t shift, int64_t dim, d2v_tensor* out);
/* Each element along dim repeated; [a, b] with 2 repeats is [a, a, b, b]. */
D2V_API d2v_status d2v_repeat_interleave(d2v_tensor input, int64_t repeats, int64_t dim, d2v_tensor* out);
/* Tensors joined along an existing dimension, or along a new one. */
D2V_API d2v_status d2v_cat(const d2v_tensor* tensors, int32_t count, int64_t dim, d2v_tensor* out);
D2V_API d2v_status d2v_stack(const d2v_tensor* tensors, int32_t count, int64_t dim, d2v_tensor* out);

/* ------------------------------------------------------------------------------------- picking elements */

/* Rows of dim at the positions in index, int64 [count]. */
D2V_API d2v_status d2v_index_select(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor* out);
/* Along dim, the element that index (int64, same number of dimensions) names at each place. */
D2V_API d2v_status d2v_gather(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor* out);
/* Copy of input with source written at the positions that index names along dim. */
D2V_API d2v_status d2v_scatter(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor source, d2v_tensor* out);
/* The elements where mask (bool) is true, one dimension. */
D2V_API d2v_status d2v_masked_select(d2v_tensor input, d2v_tensor mask, d2v_tensor* out);
/* input with value where mask (bool, broadcast) is true. */
D2V_API d2v_status d2v_masked_fill(d2v_tensor input, d2v_tensor mask, double value, d2v_tensor* out);
/* chosen where condition (bool) is true, otherwise where it is false; all three are broadcast. */
D2V_API d2v_status d2v_where(d2v_tensor condition, d2v_tensor chosen, d2v_tensor otherwise, d2v_tensor* out);
/* Positions of the elements that are not zero, int64 [count, dim]. */
D2V_API d2v_status d2v_nonzero(d2v_tensor input, d2v_tensor* out);
/* 1 at the class of each element and 0 elsewhere, int64 [..., classes]. */
D2V_API d2v_status d2v_one_hot(d2v_tensor input, int64_t classes, d2v_tensor* out);

/* -------------------------------------------------------------------------------- element by element */

/* Both arguments are broadcast against each other. Sums of whole numbers are exact up to 2^53. */
D2V_API d2v_status d2v_add(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_sub(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_mul(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_div(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_pow(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_minimum(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_maximum(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
/* left + weight * (right - left) */
D2V_API d2v_status d2v_lerp(d2v_tensor left, d2v_tensor right, d2v_tensor weight, d2v_tensor* out);

/* With one number; the result has the dtype of input for floating-point tensors. */
D2V_API d2v_status d2v_add_scalar(d2v_tensor input, double value, d2v_tensor* out);
D2V_API d2v_status d2v_mul_scalar(d2v_tensor input, double value, d2v_tensor* out);
D2V_API d2v_status d2v_div_scalar(d2v_tensor input, double value, d2v_tensor* out);
D2V_API d2v_status d2v_pow_scalar(d2v_tensor input, double value, d2v_tensor* out);
/* Values below min become min, values above max become max. */
D2V_API d2v_status d2v_clamp(d2v_tensor input, double min, double max, d2v_tensor* out);

/* Comparisons give bool tensors. */
D2V_API d2v_status d2v_eq(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_ne(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_lt(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_le(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_gt(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_ge(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_logical_and(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_logical_or(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
D2V_API d2v_status d2v_logical_not(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_isfinite(d2v_tensor input, d2v_tensor* out);

D2V_API d2v_status d2v_neg(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_abs(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_sign(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_square(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_sqrt(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_rsqrt(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_reciprocal(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_exp(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_log(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_sin(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_cos(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_tanh(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_sigmoid(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_erf(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_erfinv(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_floor(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_round(d2v_tensor input, d2v_tensor* out);

/* ------------------------------------------------------------------------------------------- reductions */

/* Over the given dimensions, over all of them when count is 0; keep leaves them behind with size 1. */
D2V_API d2v_status d2v_sum(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out);
D2V_API d2v_status d2v_mean(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out);
D2V_API d2v_status d2v_amax(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out);
D2V_API d2v_status d2v_amin(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out);
D2V_API d2v_status d2v_logsumexp(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep,
                                 d2v_tensor* out);
/* Square root of the sum of squares. */
D2V_API d2v_status d2v_norm(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out);
/* Variance and standard deviation; unbiased divides by n-1 instead of n. */
D2V_API d2v_status d2v_var(d2v_tensor input, const int64_t* dims, int32_t count, int32_t unbiased, int32_t keep,
                           d2v_tensor* out);
D2V_API d2v_status d2v_std(d2v_tensor input, const int64_t* dims, int32_t count, int32_t unbiased, int32_t keep,
                           d2v_tensor* out);
/* Position of the largest element along dim, int64. */
D2V_API d2v_status d2v_argmax(d2v_tensor input, int64_t dim, int32_t keep, d2v_tensor* out);
D2V_API d2v_status d2v_cumsum(d2v_tensor input, int64_t dim, d2v_tensor* out);
/* Whether all, or any, elements of a bool tensor are true: bool []. */
D2V_API d2v_status d2v_all(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_any(d2v_tensor input, d2v_tensor* out);
/* Elements in order along dim, and where each came from. */
D2V_API d2v_status d2v_sort(d2v_tensor input, int64_t dim, int32_t descending, d2v_tensor* values,
                            d2v_tensor* indices);
/* The count largest elements along dim, largest first, and where each came from. */
D2V_API d2v_status d2v_topk(d2v_tensor input, int64_t count, int64_t dim, d2v_tensor* values, d2v_tensor* indices);

/* ------------------------------------------------------------------------------- products and convolutions */

D2V_API d2v_status d2v_matmul(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
/* [batch, n, k] times [batch, k, m] */
D2V_API d2v_status d2v_bmm(d2v_tensor left, d2v_tensor right, d2v_tensor* out);
/* input [..., in] times weight [out, in] transposed, plus bias [out] (optional). */
D2V_API d2v_status d2v_linear(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, d2v_tensor* out);
/* input [batch, in, time], weight [out, in/groups, kernel], bias [out] (optional). */
D2V_API d2v_status d2v_conv1d(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, int64_t stride, int64_t padding,
                              int64_t dilation, int64_t groups, d2v_tensor* out);
/* input [batch, in, height, width], weight [out, in/groups, kernel, kernel], bias [out] (optional). */
D2V_API d2v_status d2v_conv2d(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, int64_t stride, int64_t padding,
                              int64_t dilation, int64_t groups, d2v_tensor* out);
/*
 * softmax(query keys^T * scale + mask) values, with query [batch, head, time, channel] and keys, values
 * [batch, head, source, channel]. mask (optional): bool, true where attention is allowed, or numbers that are added,
 * broadcast to [batch, head, time, source]. scale NaN means 1/sqrt(channel).
 */
D2V_API d2v_status d2v_scaled_dot_product_attention(d2v_tensor query, d2v_tensor key, d2v_tensor value,
                                                    d2v_tensor mask, double dropout, int32_t causal, double scale,
                                                    d2v_tensor* out);

/* --------------------------------------------------------------------------------- layers of a network */

/* Normalises over the last dim dimensions, of the given sizes; weight and bias (optional) have these sizes too. */
D2V_API d2v_status d2v_layer_norm(d2v_tensor input, const int64_t* sizes, int32_t dim, d2v_tensor weight,
                                  d2v_tensor bias, double epsilon, d2v_tensor* out);
/* input [batch, channel, ...], normalised over groups of channels and all that follows; weight, bias [channel]. */
D2V_API d2v_status d2v_group_norm(d2v_tensor input, int64_t groups, d2v_tensor weight, d2v_tensor bias,
                                  double epsilon, d2v_tensor* out);
/* input [batch, channel, ...], normalised over batch and all that follows channel, with the batch's statistics. */
D2V_API d2v_status d2v_batch_norm(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, double epsilon,
                                  d2v_tensor* out);
/* x * Phi(x), in the exact form with erf. */
D2V_API d2v_status d2v_gelu(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_relu(d2v_tensor input, d2v_tensor* out);
D2V_API d2v_status d2v_softmax(d2v_tensor input, int64_t dim, d2v_tensor* out);
D2V_API d2v_status d2v_log_softmax(d2v_tensor input, int64_t dim, d2v_tensor* out);
/* Zeroes each element with the given probability and scales the others up to keep the mean. */
D2V_API d2v_status d2v_dropout(d2v_tensor input, double probability, d2v_tensor* out);
/* Rows of weight [count, channel] at indices (int64); the row padding_index gets no gradient, -1 for none. */
D2V_API d2v_status d2v_embedding(d2v_tensor weight, d2v_tensor indices, int64_t padding_index, d2v_tensor* out);
/* input [batch, channel, height, width] resized by bicubic interpolation without antialiasing. */
D2V_API d2v_status d2v_upsample_bicubic2d(d2v_tensor input, int64_t height, int64_t width, d2v_tensor* out);

/* ----------------------------------------------------------------------------------------------- losses */

D2V_API d2v_status d2v_mse_loss(d2v_tensor input, d2v_tensor target, int32_t reduction, d2v_tensor* out);
D2V_API d2v_status d2v_l1_loss(d2v_tensor input, d2v_tensor target, int32_t reduction, d2v_tensor* out);
/* d^2 / (2 beta) where |d| < beta, |d| - beta / 2 elsewhere. */
D2V_API d2v_status d2v_smooth_l1_loss(d2v_tensor input, d2v_tensor target, int32_t reduction, double beta,
                                      d2v_tensor* out);
/* logits [count, classes], target int64 [count]; places with target ignore_index do not count. */
D2V_API d2v_status d2v_cross_entropy_loss(d2v_tensor logits, d2v_tensor target, int32_t reduction,
                                          int64_t ignore_index, double label_smoothing, d2v_tensor* out);
/* logits and target of one shape, target in 0 to 1. */
D2V_API d2v_status d2v_binary_cross_entropy_with_logits(d2v_tensor logits, d2v_tensor target, int32_t reduction,
                                                        d2v_tensor* out);
/* log_probabilities [time, batch, classes], targets int64 [batch, length], lengths int64 [batch]. */
D2V_API d2v_status d2v_ctc_loss(d2v_tensor log_probabilities, d2v_tensor targets, d2v_tensor input_lengths,
                                d2v_tensor target_lengths, int64_t blank, int32_t reduction, int32_t zero_infinity,
                                d2v_tensor* out);
D2V_API d2v_status d2v_cosine_similarity(d2v_tensor left, d2v_tensor right, int64_t dim, double epsilon,
                                         d2v_tensor* out);

/* -------------------------------------------------------------------------------------------- in place */

/* Writes source, broadcast and converted, into input. */
D2V_API d2v_status d2v_copy_(d2v_tensor input, d2v_tensor source);
D2V_API d2v_status d2v_zero_(d2v_tensor input);
D2V_API d2v_status d2v_fill_(d2v_tensor input, double value);
D2V_API d2v_status d2v_mul_(d2v_tensor input, d2v_tensor other);
D2V_API d2v_status d2v_mul_scalar_(d2v_tensor input, double value);
D2V_API d2v_status d2v_masked_fill_(d2v_tensor input, d2v_tensor mask, double value);
/* Moves input towards end by the given share: input + weight * (end - input). The update of an EMA. */
D2V_API d2v_status d2v_lerp_(d2v_tensor input, d2v_tensor end, double weight);
/* Writes the rows of source at the positions in index (int64) along dim. */
D2V_API d2v_status d2v_index_copy_(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor source);

/* ---------------------------------------------------------------------------------------------- random */

/* Seeds libtorch's generators, on the CPU and on every CUDA device in use. */
D2V_API d2v_status d2v_manual_seed(int64_t seed);
D2V_API d2v_status d2v_uniform_(d2v_tensor input, double from, double to);
D2V_API d2v_status d2v_normal_(d2v_tensor input, double mean, double deviation);
/* 1 with the given probability, else 0. */
D2V_API d2v_status d2v_bernoulli_(d2v_tensor input, double probability);

/* -------------------------------------------------------------------------------------------- autograd */

/* Whether operators of this thread record what a backward pass needs. */
D2V_API d2v_status d2v_set_grad_enabled(int32_t enabled);
D2V_API d2v_status d2v_is_grad_enabled(int32_t* enabled);
/* Makes a leaf collect a gradient, or stop to. */
D2V_API d2v_status d2v_set_requires_grad(d2v_tensor tensor, int32_t enabled);
/*
 * Adds the gradient of output to that of every leaf it depends on. gradient (optional for a single number) has the
 * shape of output. The graph is freed unless retain_graph.
 */
D2V_API d2v_status d2v_backward(d2v_tensor output, d2v_tensor gradient, int32_t retain_graph);
/* The gradient collected so far; out is 0 if there is none. */
D2V_API d2v_status d2v_grad(d2v_tensor tensor, d2v_tensor* out);
/* Makes gradient (same shape; 0 for none) the place where the gradient of a leaf is collected from now on. */
D2V_API d2v_status d2v_set_grad(d2v_tensor tensor, d2v_tensor gradient);

/* Automatic mixed precision for one kind of device on this thread, with float16 or bfloat16. */
D2V_API d2v_status d2v_set_autocast(d2v_device_type device_type, int32_t enabled, d2v_dtype dtype);

/* ------------------------------------------------------------------------------------------- optimiser */

/*
 * One update of AdamW with decoupled weight decay over flat buffers of one shape; all change in place. step is a
 * float32 tensor with one element that counts the updates and is increased by this call.
 */
D2V_API d2v_status d2v_fused_adamw_(d2v_tensor parameters, d2v_tensor gradients, d2v_tensor first_moment,
                                    d2v_tensor second_moment, d2v_tensor step, double learning_rate, double beta1,
                                    double beta2, double weight_decay, double epsilon);

#ifdef __cplusplus
}
#endif

#endif
