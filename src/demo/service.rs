//! The service itself: who asks, what they ask for, and the answer in the API's shape.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use secrecy::SecretString;
use serde::Serialize;
use serde_json::{Value, json};

use crate::catalogue::{Group, GroupId, ImageId, Page, Query, TagIndex, Window, matching, window_of};
use crate::wire::params::Params;

use super::catalogue::{Catalogue, lists_without_readme};
use super::pictures;
use super::request::{Refusal, query, required, toggle};
use super::{Options, PRIVATE_KEY, PUBLIC_KEY};

/// Groups that match a query, in its order.
type Matching = Arc<[Arc<Group>]>;

/// The service's state, shared by its requests.
#[derive(Debug)]
pub(super) struct Service {
    options: Options,
    private_key: SecretString,
    catalogue: OnceLock<Catalogue>,
    /// The last query and what matched it: whoever asks for a page asks for the next one too.
    last: Mutex<Option<(Query, Matching)>>,
    answered: AtomicU64,
}

/// The service's routes: the API's one, and pictures.
pub(super) fn router(service: Arc<Service>) -> Router {
    Router::new().route("/", post(answer)).route("/pictures/{*name}", get(picture)).with_state(service)
}

async fn picture(Path(name): Path<String>) -> Response {
    // Drawing takes its time, and other answers must not wait for it.
    let drawn = tokio::task::spawn_blocking(move || pictures::draw(&name)).await;
    match drawn.ok().flatten() {
        Some(png) => ([(CONTENT_TYPE.as_str(), "image/png")], png).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn answer(State(service): State<Arc<Service>>, body: Bytes) -> Response {
    tokio::time::sleep(service.options.delay).await;
    let params = Params::from_body(&body);
    let answer = service.answer(&params).unwrap_or_else(|refusal| {
        let action = response_name(params.get("Action").unwrap_or_default());
        json!({ "Action": action, "RetCode": refusal.code, "Message": refusal.message }).to_string()
    });
    let headers = [
        (CONTENT_TYPE.as_str(), "application/json".to_owned()),
        ("x-ucloud-request-uuid", service.next_request_id()),
    ];
    (headers, answer).into_response()
}

impl Service {
    pub(super) fn new(options: Options) -> Self {
        Service {
            options,
            private_key: PRIVATE_KEY.to_owned().into(),
            catalogue: OnceLock::new(),
            last: Mutex::default(),
            answered: AtomicU64::new(0),
        }
    }

    /// The catalogue, read when it is first needed.
    pub(super) fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::bundled(self.options.groups))
    }

    /// Numbers in place of random ids, so that two runs answer alike.
    fn next_request_id(&self) -> String {
        let number = self.answered.fetch_add(1, Ordering::Relaxed) + 1;
        format!("demo0000-0000-4000-8000-{number:012}")
    }

    fn answer(&self, params: &Params) -> Result<String, Refusal> {
        let action = params.get("Action").unwrap_or_default();
        match action {
            "DescribeCommunityImages" | "DescribeCompShareImageTags" => self.authenticate(params)?,
            "" => return Err(Refusal::new(160, "Missing Action")),
            other => return Err(Refusal::new(161, format!("Action [{other}] not exist"))),
        }
        required(params, "Region")?;
        if action == "DescribeCommunityImages" {
            self.list(params)
        } else {
            Ok(tags(&self.catalogue().tags).to_string())
        }
    }

    fn authenticate(&self, params: &Params) -> Result<(), Refusal> {
        let signature = params.get("Signature").ok_or_else(|| Refusal::new(170, "Missing signature"))?;
        if required(params, "PublicKey")? != PUBLIC_KEY {
            return Err(Refusal::new(172, "Cannot find user by public key"));
        }
        if signature != params.signature(&self.private_key) {
            return Err(Refusal::new(171, "Signature VerifyAC Error"));
        }
        Ok(())
    }

    fn list(&self, params: &Params) -> Result<String, Refusal> {
        let (query, window) = query(params)?;
        self.must_exist(&query.group_id, &query.image_id)?;
        let leave_out = toggle(params, "ExcludeReadme")?;
        let by_id = !query.image_id.as_str().is_empty();
        let page = self.page(query, window);
        let groups: Vec<Arc<Group>> = page
            .groups
            .into_iter()
            .map(|group| {
                let without = leave_out || (!by_id && lists_without_readme(&group.group_id));
                if without { Arc::new(without_readmes(&group)) } else { group }
            })
            .collect();
        let answer = ListAnswer {
            action: response_name("DescribeCommunityImages"),
            ret_code: 0,
            total_count: page.total_count,
            available_total_count: page.available_total_count,
            compshare_image_group: groups.iter().map(Arc::as_ref).collect(),
        };
        serde_json::to_string(&answer).map_err(|error| Refusal::new(8433, error.to_string()))
    }

    fn page(&self, query: Query, window: Window) -> Page {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().filter(|(known, _)| *known == query).map(|(_, all)| Arc::clone(all));
        let all = known.unwrap_or_else(|| matching(&query, &self.catalogue().groups).into());
        *last = Some((query, Arc::clone(&all)));
        drop(last);
        window_of(&all, window)
    }

    /// Refuses ids that name nothing.
    fn must_exist(&self, group: &GroupId, image: &ImageId) -> Result<(), Refusal> {
        let is_wanted = |candidate: &Group| {
            (group.as_str().is_empty() || candidate.group_id == *group)
                && (image.as_str().is_empty() || candidate.version(image).is_some())
        };
        let names_none = group.as_str().is_empty() && image.as_str().is_empty();
        if names_none || self.catalogue().groups.iter().any(|candidate| is_wanted(candidate)) {
            return Ok(());
        }
        Err(Refusal::new(8039, "Resource [image] not exist"))
    }
}

/// The answer of `DescribeCommunityImages`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ListAnswer<'a> {
    action: String,
    ret_code: i64,
    total_count: Option<u64>,
    available_total_count: Option<u64>,
    compshare_image_group: Vec<&'a Group>,
}

fn response_name(action: &str) -> String {
    format!("{action}Response")
}

fn without_readmes(group: &Group) -> Group {
    let mut group = group.clone();
    group.data.iter_mut().for_each(|version| version.readme = None);
    group
}

fn tags(index: &TagIndex) -> Value {
    let all: Vec<_> = index.tags().collect();
    let order: Vec<_> = index.categories.iter().map(|category| &category.name).collect();
    let map: serde_json::Map<String, Value> =
        index.categories.iter().map(|category| (category.name.to_string(), json!(category.tags))).collect();
    json!({
        "Action": response_name("DescribeCompShareImageTags"),
        "RetCode": 0,
        "Tags": all,
        "TagsMap": map,
        "TagIndex": order,
    })
}
