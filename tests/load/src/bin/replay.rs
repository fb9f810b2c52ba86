//! Real baskets through the whole shop, and the auditor at the end.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match larder_load::replay::run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}
