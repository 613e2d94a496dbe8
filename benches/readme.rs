//! What a Readme costs: parse and layout beside the floor of pulldown-cmark's parse alone, a frame of scrolling, a
//! search, highlighting, and the shapes that stall renderers.
//!
//! Ratios to the floor are printed first; they are taken from CPU time, so that a busy machine does not blur them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark prints what it measured"
)]

#[path = "../tests/readme/examples.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod examples;
#[path = "../tests/readme/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::time::{Duration, Instant};

use compshare_tui::face::readme::{LayoutOptions, Rows, highlight, parse};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use pulldown_cmark::{Options, Parser};

const LAYOUT: LayoutOptions =
    LayoutOptions { width: 100, ascii: false, lang: compshare_tui::face::i18n::Lang::Zh };

/// A part of a Chinese Readme with all that is usual in one.
const PART: &str = "## 使用步骤\n\n在云端部署大语言模型时，用户往往需要选择合适的镜像；镜像内预装了驱动、CUDA、PyTorch等依赖，\
    “开箱即用”是其最大的优点。然而，不同镜像（例如：ComfyUI、SD-WebUI）的启动方式、端口与账号各不相同！\n请在使用之前\
    仔细阅读说明，以免造成**不必要的损失**……详见[使用文档](https://www.compshare.cn/docs)。\n\n- **端口：**8188，打开 \
    `http://IP:8188` 即可\n- 模型放在 `/root/ComfyUI/models` 目录\n  - 支持 4090 与 *A100*\n\n```bash\ncd /root/ComfyUI && \
    python main.py --listen 0.0.0.0 --port 8188\n```\n\n| 名称 | 价格 | 备注 |\n|---|---:|---|\n| RTX 4090 | 1.88 | 推荐，显存 \
    24 GB，可以运行大部分模型 |\n| A100 | 6.50 | 显存 80 GB |\n\n> 注意：首次启动需要下载模型，请耐心等待。<br>如遇问题请加群。\
    \n\n<p align=\"center\"><img src=\"https://example.com/a.png\" alt=\"界面截图\"></p>\n\n";

fn repeated(part: &str, bytes: usize) -> String {
    part.repeat(bytes.div_ceil(part.len()))
}

fn documents() -> [(&'static str, String); 3] {
    let examples = examples::EXAMPLES.iter().filter(|example| example.suite == "spec");
    let spec: String = examples.flat_map(|example| [example.source.as_str(), "\n\n"]).collect();
    [
        ("CommonMark's examples, 205 KB", repeated(&spec, 205 * 1024)),
        ("Chinese, 68 KB", repeated(PART, 68 * 1024)),
        ("Chinese, 1.1 MB", repeated(PART, 1100 * 1024)),
    ]
}

fn floor(source: &str) -> usize {
    Parser::new_ext(black_box(source), Options::all()).count()
}

fn rows(source: &str) -> Rows {
    parse(black_box(source), usize::MAX).layout(&LAYOUT)
}

/// CPU time of this process where the system tells it, else the time of day.
fn clock() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields = stat.rsplit_once(") ")?.1;
        let mut times = fields.split(' ').skip(11).map(|field| field.parse::<u64>().ok());
        Some(times.next()?? + times.next()??)
    });
    ticks.map_or_else(|| START.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}

/// What one run takes, from as many as fill most of a second.
fn cost<T>(mut run: impl FnMut() -> T) -> Duration {
    black_box(run());
    let start = clock();
    let mut runs = 0;
    while clock() - start < Duration::from_millis(800) {
        black_box(run());
        runs += 1;
    }
    (clock() - start) / runs
}

fn ratios(_: &mut Criterion) {
    for (name, source) in documents() {
        let floor = cost(|| floor(&source));
        let ours = cost(|| rows(&source));
        let ratio = ours.as_secs_f64() / floor.as_secs_f64();
        println!("{name}: {ratio:.1} times the floor ({ours:.2?} of {floor:.2?} CPU)");
    }
}

fn rendering(c: &mut Criterion) {
    for (name, source) in documents() {
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Bytes(source.len() as u64)).sample_size(20);
        group.bench_function("floor: pulldown-cmark's parse", |b| b.iter(|| floor(&source)));
        group.bench_function("parse", |b| b.iter(|| parse(black_box(&source), usize::MAX)));
        let document = parse(&source, usize::MAX);
        group.bench_function("layout", |b| b.iter(|| document.layout(black_box(&LAYOUT))));
        group.finish();
    }
}

fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("reading");
    for (name, bytes) in [("1 KB", 1024), ("1.1 MB", 1100 * 1024)] {
        let rows = rows(&repeated(PART, bytes));
        let block = &rows.code_blocks[0];
        let highlights = highlight(&block.language, &block.text);
        let top = rows.rows.len().saturating_sub(50) / 2;
        group.bench_function(format!("a frame of 50 rows in {name}"), |b| {
            b.iter(|| {
                (top..top + 50)
                    .map(|row| rows.highlighted_spans(black_box(row), &highlights).len())
                    .sum::<usize>()
            });
        });
        group
            .bench_function(format!("a search in {name}"), |b| b.iter(|| rows.find(black_box("端口")).len()));
    }
    let code = "cd /root/ComfyUI && python main.py --listen 0.0.0.0 --port 8188\n".repeat(20);
    group.bench_function("highlighting 20 lines of shell", |b| {
        b.iter(|| highlight("bash", black_box(&code)).len());
    });
    group.finish();
}

fn hostile(c: &mut Criterion) {
    let mut group = c.benchmark_group("hostile shapes");
    group.sample_size(10);
    for (name, source) in shapes::shapes() {
        group.bench_function(name, |b| b.iter(|| rows(&source).rows.len()));
    }
    group.finish();
}

criterion_group!(benches, ratios, rendering, reading, hostile);
criterion_main!(benches);
