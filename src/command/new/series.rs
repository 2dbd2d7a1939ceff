//! The template of a salary dataset and its source.

use super::{Draft, ExistingSite, NameAndId, entry, yaml};
use crate::error::Error;
use crate::parse::FileKind;
use crate::parse::scalar::Date;

pub(super) fn drafts(named: &NameAndId, site: &ExistingSite<'_>, today: Date) -> Result<Vec<Draft>, Error> {
    let regions: Vec<&str> =
        site.comparison()?.regions.iter().map(|region| region.id.value.as_str()).collect();
    let text = format!(
        "title: {}\nsource: {id}\n# survey, advertised or statistic.\npopulation: survey\n# gross or net.\nbasis: gross\n# year, month, day or hour.\nperiod: year\n# ISO 4217.\ncurrency: USD\nlicence: \"TODO: the licence of the data, as its publisher states it\"\nmethod: \"TODO: who answered, how it was collected, what was left out, how the figures were computed.\"\nwarnings: []\nfigures: []\n# Regions: {}.\n#  - {{role: …, region: …, year: 2026, n: 30, p25: 0, median: 0, p75: 0}}\n",
        yaml(&named.words),
        regions.join(", "),
        id = named.id,
    );
    let series = Draft::new(FileKind::Series(named.id.as_str()).path(), text);
    let known = site.references()?.sources.0.iter().any(|(id, _)| id.value == named.id);
    if known {
        return Ok(vec![series]);
    }
    Ok(vec![series, entry::reference(named, site, today)?])
}
