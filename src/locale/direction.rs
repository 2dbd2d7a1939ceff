//! Text direction of a language by its tag (BCP 47).
//!
//! The tables are derived from the likely subtags of CLDR 48, which give the script of a language whose tag has none,
//! and the regions with another script (`ku` is Latin, `ku-IQ` Arabic). The crate for this, `icu_locale`, would add
//! 23 crates to the build to replace these 300 words; a test checks the form of the tables.

/// Right-to-left scripts (ISO 15924).
const SCRIPTS: &str = "Adlm Arab Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo \
     Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Thaa Yezi";

/// Languages whose likely script is one of them.
const LANGUAGES: &str = "aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq amw apc apd ar arc arq ars ary \
     arz ask atn auj auz avd avl ayh ayl ayn ayp azb bal bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk \
     bsh bsk chg cja ckb clh czk dcc def deh dgl dmk dml dv ecy esh fa fay faz fia fub gbz ggg gha ghr gig \
     gjk gju glh glk grr gwc gwf gwt gzi hac haz hbo he hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat \
     jbe jbn jdg ji jnd jog jpa jpr jrb jye kbu kby kcy kfm khw klj kmz kqd ks ktl kvx kxp lad lah lhs lki \
     lrc lrk lrl lsa lsd lss luv luz mby mde mey mfa mfi mhj mid mki mnj mve mvy myz mzb mzn nli nlm nqo ntz \
     nyq oar obm odk omy oru ota otk oui pal pbt pgd phl phn phr phv plk prc prd prx ps psh psi pst qxq rdb \
     rhg rmt sam sbn scl sd sdb sdf sdg sdh sds sgr sgy shd shm shu shv siy siz skr smp smy sog sqo sqt srh \
     srz ssh sts swb syc syn syr tjo tks tmr tov tra trg trm trw ug ur ush uzs vaf vgr vmh wbk wne wni wsv \
     xco xhe xka xkc xkj xkp xld xly xmn xmr xna xpr xsa xsd xvi ydg yhd yi yih yud zba zdj zrp zum";

/// Languages with regions where the direction is the opposite of the language's usual one.
const REGIONS: &str = "az-IQ az-IR ha-CM ha-SD kk-AF kk-CN kk-IR kk-MN ku-IQ ku-IR ku-LB ky-CN mey-SN ms-CC pa-PK sd-IN tg-PK \
     ug-KZ ug-MN uz-AF";

/// Returns `rtl` for languages written from right to left, and `ltr` for all others.
pub(super) fn direction(tag: &str) -> &'static str {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_alphabetic =
        |part: &&str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_alphabetic());
    let mut next = parts.next();
    // An extended language subtag may precede the script: `zh-yue`.
    while next.as_ref().is_some_and(|part| is_alphabetic(part, 3)) {
        next = parts.next();
    }
    let has = |list: &str, word: &str| list.split(' ').any(|known| known.eq_ignore_ascii_case(word));
    let right_to_left = if let Some(script) = next.filter(|part| is_alphabetic(part, 4)) {
        has(SCRIPTS, script)
    } else {
        let region = next.filter(|part| is_alphabetic(part, 2));
        let usual = has(LANGUAGES, &language);
        usual != region.is_some_and(|region| has(REGIONS, &format!("{language}-{region}")))
    };
    if right_to_left { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_or_the_likely_script_decides() {
        for tag in [
            "ar", "he", "iw", "fa", "ur", "ur-IN", "ps", "yi", "dv", "ckb", "sd", "ug", "syr", "nqo",
            "AR-eg", "fa-AF",
        ] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in [
            "ks",
            "az-IR",
            "az-Arab",
            "ku-IQ",
            "pa-PK",
            "pa-Arab-IN",
            "ff-Adlm",
            "uz-AF",
            "ms-arab",
            "ar-Arab-EG",
        ] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in [
            "en",
            "en-GB",
            "uk",
            "de-CH-1996",
            "zh-Hant-TW",
            "ks-Deva",
            "sd-IN",
            "az",
            "ku",
            "ku-TR",
            "pa",
            "ar-Latn",
        ] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
        for tag in ["", "-", "x", "xx", "en-x-ar", "zh-yue", "yue-Hant"] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }

    #[test]
    fn the_tables_are_sorted_and_hold_tags() {
        for (table, lengths) in [(SCRIPTS, 4..=4), (LANGUAGES, 2..=3), (REGIONS, 5..=6)] {
            let words: Vec<&str> = table.split(' ').collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{table}");
            assert!(words.iter().all(|word| lengths.contains(&word.len())), "{table}");
        }
    }
}
