//! DLPack: the same memory on both sides, and who frees it.

use std::ffi::c_void;
use std::ptr::{null_mut, NonNull};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use nnlite::sys::dlpack::*;
use nnlite::{Context, ContextOptions, DType, DlPack, DlPackForm, Status, Tensor};

fn context() -> Context {
    Context::new(&ContextOptions::default()).unwrap()
}

fn there_and_back<M: DlPackForm>() {
    let cx = context();
    let x = Tensor::from_slice(&cx, &[1f64, 2.0, 3.0, 4.0, 5.0, 6.0], &[2, 3]).unwrap();
    let turned = x.transpose(0, 1).unwrap();
    // SAFETY: one thread uses both.
    let other = unsafe { Tensor::from_dlpack(&cx, turned.to_dlpack::<M>().unwrap()) }.unwrap();
    assert_eq!(other.shape().unwrap(), [3, 2]);
    assert_eq!(other.to_vec::<f64>().unwrap(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    x.write(&[0f64, 0.0, 9.0, 0.0, 0.0, 8.0]).unwrap();
    assert_eq!(other.to_vec::<f64>().unwrap(), [0.0, 0.0, 0.0, 0.0, 9.0, 8.0]);
    other.write(&[7f64; 6]).unwrap();
    assert_eq!(x.to_vec::<f64>().unwrap(), [7.0; 6]);
    drop((x, turned));
    assert!(cx.memory_used().unwrap() > 0, "the importer uses it");
    assert_eq!(other.to_vec::<f64>().unwrap(), [7.0; 6]);
    drop(other);
    assert_eq!(cx.memory_used().unwrap(), 0);
}

#[test]
fn both_forms_go_there_and_back() {
    there_and_back::<DLManagedTensorVersioned>();
    there_and_back::<DLManagedTensor>();
}

#[test]
fn a_struct_says_what_the_tensor_is_and_keeps_its_memory() {
    let cx = context();
    let x = Tensor::from_slice(&cx, &[1i32, 2, 3, 4], &[2, 2]).unwrap();
    let used = cx.memory_used().unwrap();
    let lent = x.to_dlpack::<DLManagedTensorVersioned>().unwrap();
    drop(x);
    // SAFETY: the struct lives as long as `lent`.
    let (version, flags, tensor) = unsafe {
        let managed = &*lent.as_ptr();
        (managed.version.major, managed.flags, managed.dl_tensor)
    };
    assert_eq!((version, flags), (1, 0));
    assert_eq!(
        (tensor.device.device_type, tensor.ndim, tensor.byte_offset),
        (1, 2, 0)
    );
    let dtype = DLDataType {
        code: 0,
        bits: 32,
        lanes: 1,
    };
    assert_eq!(tensor.dtype, dtype);
    // SAFETY: arrays of two sizes and strides, and four elements.
    unsafe {
        assert_eq!(std::slice::from_raw_parts(tensor.shape, 2), [2, 2]);
        assert_eq!(std::slice::from_raw_parts(tensor.strides, 2), [2, 1]);
        assert_eq!(
            std::slice::from_raw_parts(tensor.data.cast::<i32>(), 4),
            [1, 2, 3, 4]
        );
    }
    assert_eq!(cx.memory_used().unwrap(), used);
    std::thread::spawn(move || drop(lent)).join().unwrap();
    assert_eq!(cx.memory_used().unwrap(), 0);
}

#[test]
fn what_cannot_be_exported_is_an_error() {
    let x = Tensor::ones(&context(), &[1], DType::F32).unwrap();
    x.set_requires_grad(true).unwrap();
    let error = x.to_dlpack::<DLManagedTensor>().unwrap_err();
    assert_eq!(
        (error.status(), error.argument()),
        (Status::InvalidState, "tensor")
    );
    x.detach().unwrap().to_dlpack::<DLManagedTensor>().unwrap();
    let shared = Tensor::from_shared(&Context::default(), Arc::from([1f32]), &[1]).unwrap();
    let error = shared.to_dlpack::<DLManagedTensor>().unwrap_err();
    assert_eq!(error.status(), Status::NotSupported);
    let lent = shared.to_dlpack::<DLManagedTensorVersioned>().unwrap();
    // SAFETY: as above.
    assert_eq!(unsafe { (*lent.as_ptr()).flags }, DLPACK_FLAG_BITMASK_READ_ONLY);
}

/// What another library would lend: three numbers, with a stride of its choice.
struct Lender {
    values: [f32; 3],
    shape: [i64; 1],
    strides: [i64; 1],
    deleted: Arc<AtomicUsize>,
}

unsafe extern "C" fn delete(managed: *mut DLManagedTensorVersioned) {
    // SAFETY: both were leaked by `lend`.
    let (managed, lender) = unsafe {
        let managed = Box::from_raw(managed);
        let lender = Box::from_raw(managed.manager_ctx.cast::<Lender>());
        (managed, lender)
    };
    lender.deleted.fetch_add(1, Ordering::SeqCst);
    drop(managed);
}

fn lend(
    deleted: &Arc<AtomicUsize>,
    change: impl FnOnce(&mut DLManagedTensorVersioned),
) -> DlPack<DLManagedTensorVersioned> {
    let lender = Box::leak(Box::new(Lender {
        values: [1.0, 2.0, 3.0],
        shape: [3],
        strides: [1],
        deleted: deleted.clone(),
    }));
    let mut managed = DLManagedTensorVersioned {
        version: DLPackVersion { major: 1, minor: 0 },
        manager_ctx: null_mut(),
        deleter: Some(delete),
        flags: 0,
        dl_tensor: DLTensor {
            data: lender.values.as_mut_ptr().cast(),
            device: DLDevice {
                device_type: 1,
                device_id: 0,
            },
            ndim: 1,
            dtype: DLDataType {
                code: 2,
                bits: 32,
                lanes: 1,
            },
            shape: lender.shape.as_mut_ptr(),
            strides: lender.strides.as_mut_ptr(),
            byte_offset: 0,
        },
    };
    managed.manager_ctx = (lender as *mut Lender).cast::<c_void>();
    change(&mut managed);
    let managed = NonNull::from(Box::leak(Box::new(managed)));
    // SAFETY: nobody else has it, and `delete` frees it.
    unsafe { DlPack::from_raw(managed) }
}

#[test]
fn memory_of_others_is_given_back_once() {
    let deleted = Arc::new(AtomicUsize::new(0));
    let count = || deleted.load(Ordering::SeqCst);
    let cx = context();
    // SAFETY: here and below, nobody else knows the memory.
    let x = unsafe { Tensor::from_dlpack(&cx, lend(&deleted, |_| ())) }.unwrap();
    assert_eq!(x.dtype().unwrap(), DType::F32);
    let view = x.slice(0, 1, 3, 1).unwrap();
    drop(x);
    assert_eq!((view.to_vec::<f32>().unwrap(), count()), (vec![2.0, 3.0], 0));
    view.write(&[5f32, 6.0]).unwrap();
    std::thread::spawn(move || drop(view)).join().unwrap();
    assert_eq!(count(), 1);
    drop(lend(&deleted, |_| ()));
    assert_eq!(count(), 2, "what nobody imports is given back too");

    let flagged = lend(&deleted, |managed| managed.flags = DLPACK_FLAG_BITMASK_READ_ONLY);
    let x = unsafe { Tensor::from_dlpack(&cx, flagged) }.unwrap();
    assert_eq!(x.write(&[0f32; 3]).unwrap_err().status(), Status::InvalidState);
    assert_eq!(x.to_vec::<f32>().unwrap(), [1.0, 2.0, 3.0]);
    drop(x);
    assert_eq!(count(), 3);
}

#[test]
fn what_cannot_be_imported_is_given_back_at_once() {
    let deleted = Arc::new(AtomicUsize::new(0));
    let refuse = |change: fn(&mut DLManagedTensorVersioned), status: Status, text: &str| {
        let before = deleted.load(Ordering::SeqCst);
        // SAFETY: nobody else knows the memory.
        let error = unsafe { Tensor::from_dlpack(&context(), lend(&deleted, change)) }.unwrap_err();
        assert_eq!(
            (error.status(), error.function()),
            (status, "nnl_tensor_from_dlpack")
        );
        assert!(error.message().contains(text), "{error}");
        assert_eq!(deleted.load(Ordering::SeqCst), before + 1);
    };
    refuse(
        |managed| managed.dl_tensor.device.device_type = 2,
        Status::NotSupported,
        "type 2",
    );
    refuse(
        |managed| managed.version.major = 2,
        Status::NotSupported,
        "version 2.0",
    );
    refuse(
        |managed| managed.dl_tensor.dtype.bits = 16,
        Status::NotSupported,
        "dlpack",
    );
    refuse(
        |managed| managed.dl_tensor.byte_offset = 1,
        Status::NotSupported,
        "aligned",
    );
    refuse(
        |managed| managed.dl_tensor.data = null_mut(),
        Status::InvalidArgument,
        "dlpack",
    );
}
