//! How fast the shop is, and what it costs against the budgets.

use std::process::ExitCode;

// One thread: the client leaves as much of the machine to the shop as it can.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match larder_load::bench::run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}
