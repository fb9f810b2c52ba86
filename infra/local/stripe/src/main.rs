//! The stand-in alone, for tests: `stripe-stand-in PORT WEBHOOK_URL [JOURNAL]`.

use std::{error::Error, path::PathBuf};

use stripe_stand_in::{Config, Delivery, StandIn};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let mut args = std::env::args().skip(1);
    let (Some(port), Some(webhook_url)) = (args.next(), args.next()) else {
        return Err("usage: stripe-stand-in PORT WEBHOOK_URL [JOURNAL]".into());
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    let public_url = format!("http://{}", listener.local_addr()?);
    let stand_in = StandIn::open(Config {
        public_url: public_url.clone(),
        journal: args.next().map(PathBuf::from),
        webhook_url,
        webhook_secret: "whsec_test".to_owned(),
        api_key: "sk_test_larder".to_owned(),
        delivery: Delivery::default(),
    })?;
    stand_in.start();
    println!("ready {public_url}");
    axum::serve(listener, stand_in.router()).await?;
    Ok(())
}
