//! `larder` runs the shop; `larder import FILE` brings products into a running one.

use larder::import_client;
use larder::options::Options;
use larder::shop::Shop;
use std::path::Path;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let quiet = "warn,larder=info,awsim_core=error,awsim_sqs=warn,awsim_s3=warn,dynoxide=error";
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(quiet));
    tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).init();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [] => run().await,
        ["import", file] => import(file, false).await,
        ["import", "--dry-run", file] => import(file, true).await,
        _ => Err("usage: larder | larder import [--dry-run] FILE".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

type Fallible = Result<(), Box<dyn std::error::Error>>;

async fn run() -> Fallible {
    let options = Options::read()?;
    let shop = Shop::open(&options).await?;
    let data = options.data.as_deref().unwrap_or(Path::new("memory"));
    if let Some(folder) = &options.data {
        let how = serde_json::json!({ "origin": shop.origin, "token": shop.owner_token });
        std::fs::write(folder.join("running.json"), how.to_string())?;
    }
    println!("shop {}", shop.origin);
    println!("back office {}", shop.sign_in_url);
    println!("post office {}", shop.post_office_url);
    println!("payments {}", shop.stripe_url);
    println!("paypal {}", shop.paypal_url);
    println!("dynamodb {}", shop.aws.dynamodb);
    println!("sqs {}", shop.aws.sqs);
    println!("s3 {}", shop.aws.s3);
    println!("stripe key {}", shop.env.stripe_key);
    println!("owner token {}", shop.owner_token);
    println!("data {}", data.display());
    println!("ready {}", shop.origin);
    tokio::signal::ctrl_c().await?;
    Ok(())
}

async fn import(file: &str, dry_run: bool) -> Fallible {
    let folder = Options::read()?.data.unwrap_or_default();
    let how = std::fs::read(folder.join("running.json")).map_err(|_| "no shop is running: start one with `make run`")?;
    let how: serde_json::Value = serde_json::from_slice(&how)?;
    let (origin, token) = (how["origin"].as_str().unwrap_or_default(), how["token"].as_str().unwrap_or_default());
    Ok(import_client::import(origin, token, Path::new(file), dry_run).await?)
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        line = format!("{line}: {cause}");
        next = cause.source();
    }
    line
}
