//! Errors: status, message, function and argument, on whatever thread.

mod common;

use std::error::Error as _;

use common::*;
use nnlite::{functional as F, nn, Context, ContextOptions, DType, Optimizer, SgdOptions, Status, Tensor};

#[test]
fn an_error_tells_status_message_function_and_argument() {
    let error = f64s(&[1.0, 2.0], &[2])
        .try_add(&f64s(&[1.0, 2.0, 3.0], &[3]))
        .unwrap_err();
    assert_eq!(error.status(), Status::ShapeMismatch);
    assert_eq!(error.function(), "nnl_add");
    assert!(
        error.message().contains("[2]") && error.message().contains("[3]"),
        "{error}"
    );
    assert_eq!(error.to_string(), format!("nnl_add: {}", error.message()));
    assert!(error.source().is_none());

    let cx = Context::default();
    let error = F::embedding(
        &f64s(&[0.0; 4], &[2, 2]),
        &i64s(&[0, 2], &[2]),
        &Default::default(),
    )
    .unwrap_err();
    assert_eq!(error.status(), Status::IndexOutOfRange);
    let error = nn::linear(&cx, -1, 2, &Default::default()).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
    let error = Tensor::full(&cx, &[2], 300.0, DType::U8).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
    let error = f64s(&[1.0], &[1]).try_add(&f32s(&[1.0], &[1])).unwrap_err();
    assert_eq!(error.status(), Status::DTypeMismatch);
    let error = Optimizer::new([] as [Tensor; 0], &SgdOptions::default()).unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::InvalidArgument, "nnl_sgd_create")
    );
    let error = cx
        .set_log_level(nnlite::LogLevel::Trace)
        .and_then(|()| cx.set_threads(-1))
        .unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::InvalidArgument, "nnl_context_set_threads")
    );
    cx.set_log_level(nnlite::LogLevel::Off).unwrap();
    let error = nn::relu(&cx).unwrap().load("/nowhere/at/all").unwrap_err();
    assert_eq!(error.status(), Status::IoError);
    let error = nn::relu(&cx).unwrap().load("a\0b").unwrap_err();
    assert_eq!(
        (error.status(), error.argument()),
        (Status::InvalidArgument, "path")
    );
}

#[test]
fn objects_of_two_contexts_cannot_meet() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let there = Tensor::ones(&cx, &[1], DType::F64).unwrap();
    let here = f64s(&[1.0], &[1]);
    let error = here.try_add(&there).unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::InvalidState, "nnl_add")
    );
    let error = nn::relu(&cx).unwrap().forward(&here).unwrap_err();
    assert_eq!(error.status(), Status::InvalidState);
    let error = Tensor::cat([&here, &there], 0).unwrap_err();
    assert_eq!(error.status(), Status::InvalidState);
    assert_eq!(there.context(), cx);
    assert_ne!(here.context(), cx);
    assert_eq!(here.context(), Context::default());
}

#[test]
fn statuses_are_the_header_s_numbers() {
    assert_eq!(Status::ShapeMismatch.code(), 30);
    assert_eq!(Status::CallbackFailed.code(), 140);
    assert_eq!(Status::from_code(900), Status::Internal);
    assert_eq!(Status::from_code(12345), Status::Other(12345));
    assert_eq!(Status::Other(12345).code(), 12345);
}

#[test]
#[should_panic(expected = "nnl_multiply: ")]
fn an_operator_panics_with_the_error_s_text() {
    let _ = f64s(&[1.0, 2.0], &[2]) * f64s(&[1.0, 2.0, 3.0], &[3]);
}

#[test]
fn a_failing_call_changes_nothing() {
    let x = f64s(&[1.0, 2.0], &[2]);
    assert_eq!(
        x.write(&[1.0f64, 2.0, 3.0]).unwrap_err().status(),
        Status::ShapeMismatch
    );
    assert_eq!(
        x.write(&[1.0f32, 2.0]).unwrap_err().status(),
        Status::DTypeMismatch
    );
    assert_eq!(x.to_vec::<f64>().unwrap(), [1.0, 2.0]);
    assert_eq!(x.to_vec::<i32>().unwrap_err().status(), Status::DTypeMismatch);
}

#[test]
fn a_thousand_tasks_that_err_at_once_each_get_their_own_message() {
    // Task i asks for element i of a table of 1 row, on 8 threads at once: "index i at ... is not in [0, 1)".
    let table = f64s(&[0.0], &[1, 1]);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let table = &table;
            scope.spawn(move || {
                for task in (1..=1000).filter(|task| task % 8 == thread) {
                    let error = F::embedding(table, &i64s(&[task], &[1]), &Default::default()).unwrap_err();
                    assert_eq!(error.status(), Status::IndexOutOfRange);
                    assert!(error.message().contains(&format!("index {task} ")), "{error}");
                    std::thread::yield_now();
                }
            });
        }
    });
}

#[test]
fn tasks_that_move_between_threads_get_their_own_message() {
    use std::future::Future;
    use std::pin::Pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};
    use std::task::{Context as Cx, Poll, Wake, Waker};

    /// Gives the thread up once.
    struct Yield(bool);
    impl Future for Yield {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, _: &mut Cx) -> Poll<()> {
            if std::mem::replace(&mut self.0, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }
    }
    struct Nothing;
    impl Wake for Nothing {
        fn wake(self: Arc<Self>) {}
    }

    async fn task(number: i64, table: Tensor) -> bool {
        let began_on = std::thread::current().id();
        for round in 0..3 {
            let wrong = number * 10 + round;
            let error = F::embedding(&table, &i64s(&[wrong], &[1]), &Default::default()).unwrap_err();
            Yield(false).await; // whatever other threads do meanwhile
            assert!(error.message().contains(&format!("index {wrong} ")), "{error}");
            assert!(nnlite::without_grad(|| !nnlite::grad_enabled()) && nnlite::grad_enabled());
        }
        began_on != std::thread::current().id()
    }

    let table = f64s(&[0.0], &[1, 1]);
    type Task = Pin<Box<dyn Future<Output = bool> + Send>>;
    let tasks = (1..=1000)
        .map(|number| Box::pin(task(number, table.clone())) as Task)
        .collect();
    let (queue, moved, done) = (Mutex::new(tasks), AtomicUsize::new(0), AtomicUsize::new(0));
    let queue: &Mutex<std::collections::VecDeque<Task>> = &queue;
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let waker = Waker::from(Arc::new(Nothing));
                while done.load(Ordering::SeqCst) < 1000 {
                    let next = queue.lock().unwrap().pop_front();
                    let Some(mut next) = next else {
                        std::thread::yield_now();
                        continue;
                    };
                    match next.as_mut().poll(&mut Cx::from_waker(&waker)) {
                        Poll::Pending => queue.lock().unwrap().push_back(next),
                        Poll::Ready(has_moved) => {
                            moved.fetch_add(has_moved as usize, Ordering::SeqCst);
                            done.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                }
            });
        }
    });
    assert_eq!(done.into_inner(), 1000);
    assert!(moved.into_inner() > 0, "no task went to another thread");
}
