//! Temporary.
use larder::{options::Options, shop::Shop};
use larder_back_office::{App, router};

#[tokio::main]
async fn main() {
    let shop = Shop::open(&Options { port: 18080, data: None, fresh: false, seeded: true }).await.unwrap_or_else(|e| panic!("{e} {e:?}"));
    let w = &shop.worker;
    let site = web::Site::new("http://localhost:18090");
    let app = App { store: w.store.clone(), jobs: w.jobs.clone(), catalog: w.published.clone(), files: w.files.clone(), mail: w.mail.clone(), clock: w.clock.clone(), site: site.clone() };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:18090").await.unwrap_or_else(|e| panic!("{e}"));
    println!("shop {} post {} token {} sign-in {}", shop.origin, shop.post_office_url, shop.owner_token, shop.sign_in_url);
    println!("api {}", serde_json::to_string(&larder_back_office::api()).unwrap_or_default().len());
    let browse = web::assets_router();
    let files = w.files.clone();
    let pictures = axum::Router::new().route("/pictures/{name}", axum::routing::get(move |axum::extract::Path(name): axum::extract::Path<String>| { let files = files.clone(); async move {
        ([("content-type", "image/webp")], files.get(&format!("pictures/{name}")).await.ok().flatten().unwrap_or_default()) } }));
    axum::serve(listener, web::guarded(router(app).merge(browse).merge(pictures), site)).await.unwrap_or_else(|e| panic!("{e}"));
}
