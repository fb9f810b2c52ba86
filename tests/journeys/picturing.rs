//! A picture of a product, from the owner's phone to the shopper's shelf. The pictures are made here.

use super::{Content, Open, Picker, Reply, eventually};
use domain::picture::SIZES;
use http::Method;
use serde_json::json;

const PATH: &str = "/back-office/products/milk/picture";

/// A picture of one color, as PNG, with pixels stored rather than compressed.
fn plain(width: u32, height: u32, color: [u8; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for _ in 0..height {
        rows.push(0);
        rows.extend((0..width).flat_map(|_| color));
    }
    let mut packed = vec![0x78, 0x01];
    let parts: Vec<&[u8]> = rows.chunks(65_535).collect();
    for (n, part) in parts.iter().enumerate() {
        let length = u16::try_from(part.len()).unwrap();
        packed.push(u8::from(n + 1 == parts.len()));
        packed.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
        packed.extend(*part);
    }
    packed.extend(adler(&rows).to_be_bytes());
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = [&size[..], &[8, 2, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", &packed), &chunk(b"IEND", b"")].concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&kind[..], content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| ((a + u32::from(*byte)) % 65_521, (a + b + u32::from(*byte)) % 65_521));
    (b << 16) | a
}

/// As a program sends it.
async fn send(owner: &mut Picker, picture: &[u8]) -> Reply {
    owner.browser.ask(Method::POST, PATH, "application/json", Content::Bytes("image/png", picture)).await
}

/// As a form sends it.
async fn submit(owner: &mut Picker, picture: &[u8]) -> Reply {
    let head = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"IMG_2041.png\"\r\nContent-Type: text/html\r\n\r\n";
    let form = [&head[..], picture, b"\r\n--x--\r\n"].concat();
    owner.browser.ask(Method::POST, PATH, "text/html", Content::Bytes("multipart/form-data; boundary=x", &form)).await
}

async fn show(owner: &mut Picker, picture: &str) -> Reply {
    owner.browser.post(&format!("{PATH}/shown"), &json!({ "picture": picture })).await
}

/// The product's page, once it says so.
async fn page(open: &Open, so: impl Fn(&str) -> bool) -> String {
    open.quiet().await;
    eventually("shoppers see it", async || {
        let body = open.stranger().page("/products/milk/milk").await.body;
        so(&body).then_some(body)
    })
    .await
}

#[tokio::test]
async fn an_uploaded_picture_is_on_the_shelf_in_three_sizes() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let name = send(&mut owner, &plain(400, 300, [200, 40, 30])).await.good()["picture"].as_str().unwrap().to_owned();
    assert!(name.starts_with("milk/"), "{name}");
    let again = send(&mut owner, &plain(400, 300, [200, 40, 30])).await.good();
    assert_eq!(again["picture"], name.as_str(), "the same picture is the same name");
    let shown = page(&open, |body| body.contains(&name)).await;
    for size in SIZES {
        for (ending, kind) in [("webp", "image/webp"), ("jpg", "image/jpeg")] {
            let file = format!("/pictures/{name}-{size}.{ending}");
            assert!(shown.contains(&format!("{file} {size}w")), "{file}");
            let reply = open.stranger().ask(Method::GET, &file, "image/*", Content::Nothing).await;
            assert_eq!((reply.status, reply.headers["content-type"].to_str().unwrap()), (200, kind), "{file}");
            assert!(reply.headers["cache-control"].to_str().unwrap().contains("immutable"), "{file}");
        }
    }
    let share = format!("/pictures/{name}-960.jpg");
    assert!(shown.contains(&format!("{share}\">")) && shown.contains(&format!("{share}\"]")), "links and machines have the large one");
    assert!(open.stranger().page("/search?q=milk").await.body.contains(&format!("/pictures/{name}-160.webp")));
}

#[tokio::test]
async fn a_picture_is_replaced_and_removed_and_each_can_be_taken_back() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let first = submit(&mut owner, &plain(300, 300, [20, 90, 160])).await.leads();
    assert_eq!(first, "/back-office/products/milk?before=#picture");
    let second = submit(&mut owner, &plain(300, 300, [240, 240, 60])).await.leads();
    let former = second.trim_end_matches("#picture").split_once("before=").unwrap().1.to_owned();
    let told = owner.browser.page(second.trim_end_matches("#picture")).await.body;
    assert!(told.contains("The picture was replaced.") && told.contains(&format!("value=\"{former}\"")), "{told}");
    let removed = owner.browser.form(&format!("{PATH}/shown"), &[("picture", "")]).await.leads();
    assert!(owner.browser.page(removed.trim_end_matches("#picture")).await.body.contains("The picture was removed."));
    page(&open, |body| !body.contains("/pictures/milk/")).await;
    for _ in 0..2 {
        assert_eq!(show(&mut owner, &former).await.good()["picture"], former.as_str());
    }
    page(&open, |body| body.contains(&former)).await;
    for strange in ["bread/00000000", "milk/00000000", "../catalog/current.json.zst", "milk/x"] {
        assert_eq!(show(&mut owner, strange).await.refused(422, "invalid"), [("picture".to_owned(), "unknown".to_owned())], "{strange}");
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_nothing_is_lost() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let name = send(&mut owner, &plain(200, 200, [9, 99, 9])).await.good()["picture"].as_str().unwrap().to_owned();
    let mut bomb = plain(1, 1, [0; 3]);
    bomb.splice(8..33, chunk(b"IHDR", &[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0]));
    let torn = plain(200, 200, [1, 2, 3])[..300].to_vec();
    for (bad, why) in [
        (b"<svg onload=alert(1)>".to_vec(), "drawing"),
        (b"GIF89a".to_vec(), "GIF"),
        (torn, "damaged"),
        (bomb, "60000"),
        (plain(100, 900, [1; 3]), "at least 160"),
        (Vec::new(), "empty"),
    ] {
        let reply = send(&mut owner, &bad).await;
        assert_eq!(reply.refused(422, "invalid"), [("file".to_owned(), "unusable".to_owned())]);
        assert!(reply.body.contains(why), "{}", reply.body);
    }
    let page = submit(&mut owner, b"GIF89a").await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("This is a GIF") && page.body.contains(&name), "{}", page.body);
    let much = send(&mut owner, &vec![0; 4_450_001]).await;
    assert_eq!(much.refused(413, "too-large"), [("file".to_owned(), "too_large".to_owned())]);
    assert_eq!(owner.browser.get("/back-office/products/milk").await.good()["picture"], name.as_str());
    owner
        .browser
        .ask(Method::POST, "/back-office/products/none/picture", "application/json", Content::Bytes("image/png", &[]))
        .await
        .refused(404, "not-found");
}
