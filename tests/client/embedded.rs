//! Every filter, sort order and page, asked through the real client and the real embedded service.

use std::collections::BTreeSet;
use std::time::Duration;

use compshare_tui::face::api::{Client, Credentials, Endpoint, Route};
use compshare_tui::face::catalogue::{
    AuthInfo, CredentialOrigin, FaultKind, Group, GroupId, ImageId, Page, Query, SortField, SortOrder,
    Toggle, Toggles, Window,
};
use compshare_tui::face::demo::{Options, Server};
use compshare_tui::face::text::CleanText;
use tokio::net::TcpStream;
use tokio::time::Instant;

const FIRST: Window = Window { offset: 0, limit: 20 };
const ALL: Window = Window { offset: 0, limit: 100 };

fn endpoint(server: &Server) -> Endpoint {
    Endpoint {
        base_url: server.base_url(),
        region: "cn-wlcb".into(),
        zone: None,
        project_id: None,
        allow_http: false,
        route: Route::Direct,
        credentials: Credentials {
            public_key: server.public_key().into(),
            private_key: server.private_key().clone(),
            origin: CredentialOrigin {
                source: CleanText::line("a test"),
                public_tail: CleanText::line("-key"),
            },
        },
    }
}

/// A client with the keys the embedded service knows.
pub(crate) fn demo_client(server: &Server) -> Client {
    Client::new(endpoint(server)).unwrap()
}

async fn demo(groups: Option<usize>) -> (Server, Client) {
    let server = Server::start(Options { groups, ..Options::default() }).await.unwrap();
    let client = demo_client(&server);
    (server, client)
}

async fn ask(client: &Client, query: &Query, window: Window) -> Page {
    client.page(query, window, &|progress| panic!("{progress:?}")).await.unwrap()
}

#[tokio::test]
async fn every_page_is_there_once_and_in_order() {
    let (_server, client) = demo(Some(250)).await;
    let mut seen = BTreeSet::new();
    let mut times = Vec::new();
    for offset in (0..250).step_by(20) {
        let page = ask(&client, &Query::default(), Window { offset, limit: 20 }).await;
        assert_eq!(page.total_count, Some(250));
        assert_eq!(page.groups.len(), 20.min(250 - offset));
        for group in &page.groups {
            assert!(seen.insert(group.group_id.clone()), "{} is there twice", group.group_id);
            times.push(group.data.iter().map(|v| v.pub_time).max().unwrap());
        }
    }
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
    assert_eq!(ask(&client, &Query::default(), Window { offset: 250, limit: 20 }).await.groups, []);
}

#[tokio::test]
async fn every_filter_narrows_to_what_it_names() {
    let (_server, client) = demo(Some(100)).await;
    let everything = ask(&client, &Query::default(), ALL).await;
    let some = everything.groups.iter().find(|g| g.data.iter().any(|v| v.tags.len() > 1)).unwrap();
    let version = some.data.iter().find(|v| v.tags.len() > 1).unwrap();
    let any = |group: &Group, of: &dyn Fn(&compshare_tui::face::catalogue::Version) -> bool| {
        group.data.iter().any(of)
    };
    let mut tags = version.tags[..2].to_vec();
    tags.sort();
    type Holds<'a> = Box<dyn Fn(&Group) -> bool + 'a>;
    let cases: Vec<(Query, Holds<'_>)> = vec![
        (
            Query { name: "comfy".into(), ..Query::default() },
            Box::new(|g| {
                g.image_name.to_lowercase().contains("comfy")
                    || any(g, &|v| v.name.to_lowercase().contains("comfy"))
            }),
        ),
        (
            Query { author: version.author.clone(), ..Query::default() },
            Box::new(|g| any(g, &|v| v.author == version.author)),
        ),
        (
            Query { fuzzy: version.author.clone(), ..Query::default() },
            Box::new(|g| any(g, &|v| v.author == version.author) || g.image_name.contains(&*version.author)),
        ),
        (
            Query { tags: tags.clone(), ..Query::default() },
            Box::new(|g| any(g, &|v| tags.iter().all(|tag| v.tags.contains(tag)))),
        ),
        (
            Query { toggles: Toggles::of(&[Toggle::Free]), ..Query::default() },
            Box::new(|g| any(g, &|v| v.is_free())),
        ),
        (
            Query { toggles: Toggles::of(&[Toggle::Official]), ..Query::default() },
            Box::new(|g| any(g, &|v| v.auth_info == AuthInfo::Official)),
        ),
        (
            Query { toggles: Toggles::of(&[Toggle::Autostart]), ..Query::default() },
            Box::new(|g| any(g, &|v| v.auto_start == Some(true))),
        ),
        (
            Query { group_id: some.group_id.clone(), ..Query::default() },
            Box::new(|g| g.group_id == some.group_id),
        ),
        (
            Query { image_id: version.comp_share_image_id.clone(), ..Query::default() },
            Box::new(|g| g.group_id == some.group_id),
        ),
    ];
    for (query, holds) in cases {
        let expected = everything.groups.iter().filter(|g| holds(g)).count() as u64;
        let page = ask(&client, &query, ALL).await;
        assert!(page.groups.iter().all(|g| holds(g)), "{query:?}");
        assert_eq!(page.total_count, Some(expected), "{query:?}");
        assert!(expected > 0, "{query:?}");
    }
}

#[tokio::test]
async fn every_field_sorts_both_ways() {
    let (_server, client) = demo(None).await;
    for field in SortField::of_service() {
        let key = |group: &Group| match field {
            SortField::Favor => group.recommend_count as f64,
            SortField::PubTime => group.data.iter().map(|v| v.pub_time).max().unwrap_or_default() as f64,
            SortField::ImageUseTime => group.image_use_time,
            SortField::FavoritesCount => group.favorites_count as f64,
            local => panic!("{local:?} is none of the service's"),
        };
        for ascending in [false, true] {
            let query = Query { sort: SortOrder { field, ascending }, ..Query::default() };
            let keys: Vec<f64> = ask(&client, &query, ALL).await.groups.iter().map(|g| key(g)).collect();
            let sorted = if ascending { keys.is_sorted() } else { keys.iter().rev().is_sorted() };
            assert!(sorted && keys.len() > 20, "{query:?}: {keys:?}");
        }
    }
}

#[tokio::test]
async fn a_readme_left_out_of_the_list_comes_with_the_image() {
    let (_server, client) = demo(None).await;
    let page = ask(&client, &Query::default(), ALL).await;
    let bare: Vec<_> = page.groups.iter().filter(|g| g.data.iter().all(|v| v.readme.is_none())).collect();
    assert!(!bare.is_empty() && bare.len() < page.groups.len());
    let mut found = 0;
    for version in &bare[0].data {
        let id = &version.comp_share_image_id;
        let group = client.image(id, &|_| {}).await.unwrap().unwrap();
        let readme = group.version(id).unwrap().readme.as_ref().expect("known, if only to be empty");
        found += usize::from(!readme.is_empty());
    }
    assert!(found > 0);
}

#[tokio::test]
async fn readmes_can_be_left_out_of_every_list() {
    let (server, _) = demo(None).await;
    let lean = Client::new(endpoint(&server)).unwrap().without_readmes();
    let page = ask(&lean, &Query::default(), FIRST).await;
    assert!(page.groups.iter().flat_map(|g| &g.data).all(|v| v.readme.is_none()));
}

#[tokio::test]
async fn an_id_that_names_nothing_is_no_fault() {
    let (_server, client) = demo(None).await;
    let nothing = ImageId::new("compshareImage-nothing");
    assert_eq!(client.image(&nothing, &|_| {}).await, Ok(None));
    let by_image = Query { image_id: nothing, ..Query::default() };
    assert_eq!(ask(&client, &by_image, FIRST).await, Page::default());
    let by_group = Query { group_id: GroupId::new("nothing"), ..Query::default() };
    assert_eq!(ask(&client, &by_group, FIRST).await, Page::default());
}

#[tokio::test]
async fn tags_come_by_category_and_each_finds_groups() {
    let (_server, client) = demo(None).await;
    let index = client.tags(&|_| {}).await.unwrap();
    assert!(index.categories.len() > 3, "{index:?}");
    assert_eq!(index.categories[0].name.as_str(), "应用领域");
    for tag in index.tags() {
        let query = Query { tags: vec![tag.clone()], ..Query::default() };
        assert!(!ask(&client, &query, FIRST).await.groups.is_empty(), "{tag}");
    }
}

#[tokio::test]
async fn refusals_carry_the_services_code_its_message_and_a_request_id() {
    let (server, _) = demo(Some(1)).await;
    let refuse = |change: fn(&mut Endpoint)| {
        let mut endpoint = endpoint(&server);
        change(&mut endpoint);
        Client::new(endpoint).unwrap()
    };
    let cases: [(Client, Window, i64); 4] = [
        (refuse(|e| e.credentials.private_key = "wrong".to_owned().into()), FIRST, 171),
        (refuse(|e| e.credentials.public_key = "stranger".into()), FIRST, 172),
        (refuse(|e| e.region.clear()), FIRST, 220),
        (refuse(|_| {}), Window { offset: 0, limit: 101 }, 230),
    ];
    for (client, window, code) in cases {
        let fault = client.page(&Query::default(), window, &|p| panic!("{p:?}")).await.unwrap_err();
        assert_eq!(fault.kind, FaultKind::Service(code));
        assert!(!fault.detail.is_empty());
        assert!(fault.request_id.is_some_and(|id| id.starts_with("demo0000-")));
        assert_eq!(fault.key.map(|key| key.public_tail), Some(CleanText::line("-key")));
    }
}

#[tokio::test(start_paused = true)]
async fn answers_are_held_back_as_long_as_asked() {
    let delay = Duration::from_millis(300);
    let server = Server::start(Options { delay, ..Options::default() }).await.unwrap();
    let client = demo_client(&server);
    let begun = Instant::now();
    ask(&client, &Query::default(), FIRST).await;
    assert_eq!(begun.elapsed().as_millis(), 300);
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let (server, client) = demo(Some(1)).await;
    ask(&client, &Query::default(), FIRST).await;
    let address = server.base_url().replace("http://", "");
    drop(server);
    while TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    client.page(&Query::default(), FIRST, &|_| {}).await.unwrap_err();
}

#[tokio::test]
async fn only_signed_posts_are_answered() {
    let (server, _) = demo(Some(1)).await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status().as_u16();
    assert_eq!(status(http.get(server.base_url())).await, 405);
    assert_eq!(status(http.post(server.base_url() + "/elsewhere")).await, 404);
    for (body, code) in [("", 160), ("Action=Nothing", 161), ("Action=DescribeCommunityImages", 170)] {
        let answer = http.post(server.base_url()).body(body).send().await.unwrap().text().await.unwrap();
        assert!(answer.contains(&format!("\"RetCode\":{code}")), "{body}: {answer}");
    }
}
