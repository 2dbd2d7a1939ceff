//! For those who hire: a job advert to start from for each level, and how employers say they interview for the role.

use serde::Serialize;

use crate::model::{Interview, Model, RoleId, Route};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::frameworks::{role_level_link, source_link};

#[derive(Debug, Hash, Serialize)]
pub(super) struct HiringView {
    adverts: Vec<AdvertLink>,
    interviews: Vec<InterviewView>,
}

/// A job advert to download or copy.
#[derive(Debug, Hash, Serialize)]
struct AdvertLink {
    link: Link,
    file: String,
}

/// A published interview process.
#[derive(Debug, Hash, Serialize)]
struct InterviewView {
    id: String,
    company: String,
    title: String,
    source: Option<Link>,
    stages: Vec<String>,
    topics: Vec<String>,
    note: Option<String>,
}

impl HiringView {
    pub(super) fn of(model: &Model, role: RoleId) -> HiringView {
        let levels = model.scale.indices().filter(|level| model.has_role_level(role, *level));
        let adverts = levels.map(|level| AdvertLink {
            link: Link {
                text: role_level_link(model, role, level).text,
                url: model.address(Route::JobAdvert(role, level)),
            },
            file: format!("{}-{}.md", model.roles.id(role), model.scale.id(level)),
        });
        HiringView {
            adverts: adverts.collect(),
            interviews: model.interviews_of(role).map(|interview| interview_view(model, interview)).collect(),
        }
    }
}

fn interview_view(model: &Model, interview: &Interview) -> InterviewView {
    InterviewView {
        id: format!("interview.{}", interview.id),
        company: interview.company.clone(),
        title: interview.title.clone(),
        source: interview.source.and_then(|source| source_link(model, source)),
        stages: interview.stages.clone(),
        topics: interview.topics.clone(),
        note: interview.note.clone(),
    }
}
