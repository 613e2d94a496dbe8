//! A service whose answers a test makes up, one request at a time.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;

use image::ImageEncoder;
use serde_json::{Value, json};

/// A request's parameters.
pub(crate) type Parameters = HashMap<String, String>;

/// What it serves to whoever asks for a picture: 1200×800 pixels.
static PICTURE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let pixels: Vec<u8> = (0..1200 * 800 * 3_u32).map(|at| (at / 1200 % 251) as u8).collect();
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(&pixels, 1200, 800, image::ExtendedColorType::Rgb8)
        .unwrap();
    png
});

/// Starts a service and tells its address.
pub(crate) fn serve(answer: impl Fn(&Parameters) -> Value + Clone + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = answer.clone();
            // Whoever hangs up has what they wanted.
            std::thread::spawn(move || stream.and_then(|stream| converse(&stream, &answer)));
        }
    });
    url
}

/// A page of groups as the service sends it.
pub(crate) fn page(groups: &[Value], total: usize) -> Value {
    json!({"RetCode": 0, "TotalCount": total, "AvailableTotalCount": total, "CompshareImageGroup": groups})
}

/// A group with one image.
pub(crate) fn group(number: usize) -> Value {
    json!({"GroupId": format!("group{number}"), "ImageName": format!("Image {number}"), "Status": "Available", "Data": [{
        "CompShareImageId": format!("compshareImage-test{number}"), "Name": format!("Image {number}"),
        "Readme": format!("# Image {number}\n\n{}", "A paragraph of some length, 也有中文。\n\n".repeat(20)),
    }]})
}

/// Where a request wants its page to begin, and how long it may be.
pub(crate) fn window(parameters: &Parameters) -> (usize, usize) {
    let number = |name: &str| parameters.get(name).map_or(0, |value| value.parse().unwrap());
    (number("Offset"), number("Limit"))
}

fn converse(mut stream: &TcpStream, answer: &impl Fn(&Parameters) -> Value) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let (mut line, mut length, mut is_picture) = (String::new(), 0, false);
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == "\r\n" {
                break;
            }
            is_picture |= line.starts_with("GET ");
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
        }
        if is_picture {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", PICTURE.len());
            stream.write_all(&[head.as_bytes(), &PICTURE].concat())?;
            continue;
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let parameters = form_urlencoded::parse(&body).into_owned().collect();
        let body = answer(&parameters).to_string();
        // In one piece: a small rest would wait for the other side's acknowledgement.
        let whole = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(whole.as_bytes())?;
    }
}
