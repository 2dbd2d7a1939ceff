# The words of `en-GB.ftl` in German.

## Was verglichen wird

# `entity` in `content/site.yaml` ersetzt die Wörter; Formen und Geschlecht kann nur eine Datei der Site angeben:
# `-roles = { $case -> [dative] Ländern *[nominative] Länder }` und, bei `-role`, `.gender = neuter`.
-role = Rolle
    .gender = feminine
-roles = Rollen
# Endungen nach „jed“, „dies“ und bei Adjektiven ohne Artikel.
-der = { -role.gender ->
    [masculine] { $case ->
        [accusative] en
        [dative] em
        [genitive] es
       *[nominative] er
    }
    [neuter] { $case ->
        [dative] em
        [genitive] es
       *[nominative] es
    }
   *[feminine] { $case ->
        [dative] er
        [genitive] er
       *[nominative] e
    }
}
# Endungen nach „ein“ und „kein“.
-ein = { -role.gender ->
    [masculine] { $case ->
        [accusative] en
        [dative] em
        [genitive] es
       *[nominative] { "" }
    }
    [neuter] { $case ->
        [dative] em
        [genitive] es
       *[nominative] { "" }
    }
   *[feminine] { $case ->
        [dative] er
        [genitive] er
       *[nominative] e
    }
}

## Numbers, dates and lists

number-word = { $number ->
    [0] kein
   *[other] { NUMBER($number) }
}
list-and = { $first } und { $last }
list-separator = ,{ " " }
amount-sign = { $number }{ "\u00A0" }{ $unit }
amount-code = { $number }{ "\u00A0" }{ $unit }
quantity-symbol = { $number }{ "\u00A0" }{ $unit }
quantity-unit = { $number } { $unit }
per-year = im Jahr
per-month = im Monat
per-day = am Tag
per-hour = in der Stunde
date-day = { $day }. { $month } { $year }
date-month = { $month } { $year }
date-range = { $from }–{ $to }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

## Every page

colour-scheme = Farbschema
scheme-system = System
scheme-light = Hell
scheme-dark = Dunkel
skip-link = Zum Inhalt springen
breadcrumb = Brotkrumenpfad
suggest-correction = Korrektur vorschlagen
site-search = Website
search = Suche
site-navigation = Website
about-this-site = Über diese Website
content-licence-link = Fakten und Texte stehen unter <licence>{ $name }</licence>.
content-licence = Fakten und Texte: { $name }.
figures-licence = Gehaltszahlen behalten die Lizenz ihres Herausgebers, die bei jedem Datensatz steht.
published-by = Herausgegeben von { $name }.
published-by-link = Herausgegeben von <link>{ $name }</link>.
owner-notice = Hinweis des Herausgebers: { $notice }

## Parts that several pages share

add-to-compare = <rest>{ $name }</rest> vergleichen
our-judgement = eigene Einschätzung
no-data = keine Angabe
meter-level = Stufe { $level }
as-of = Stand { $date }
confidence =
    { $level ->
        [low] geringe Sicherheit
        [high] hohe Sicherheit
       *[medium] mittlere Sicherheit
    }
role = { -role }
chart-range = 10. bis 90. Perzentil, mit Markierungen für das 25., den Median und das 75.
median = Median
percentiles-25-75 = 25. bis 75. Perzentil
sample = Stichprobe
as-title = als „{ $title }“
small-sample = klein
small-sample-range = „klein“: weniger als dreißig Antworten, die Enden der Spanne sind daher unzuverlässig.
table-options = Optionen der Tabelle
matrix-roles = { -roles }
matrix-rows = Zeilen
matrix-filter = Filter
matrix-weights = Gewichtung
matrix-copy = Kopieren
choose-all = Alle
choose-none = Keine
matrix-filter-about = Zeigt die { -roles }, die alle Bedingungen erfüllen. Ein{ -ein } { -role } ohne Angabe in einer Zeile erfüllt keine Bedingung für diese Zeile.
filter-at-least = mindestens
filter-at-most = höchstens
filter-any = beliebig
filter-from-year = ab Jahr
filter-to-year = bis Jahr
family = Familie
tool = Werkzeug
matrix-weights-about = Legen Sie fest, wie wichtig Ihnen jede Zeile ist und welches Ende Sie bevorzugen. Eine Zelle zählt von 0 am unerwünschten bis 1 am gewünschten Ende, mal Ihr Gewicht; eine Zelle ohne Angabe zählt 0. Die Reihenfolge ist Ihr Urteil, nicht unseres. Ihre Gewichtung steht nur in der URL.
weight-of-row = Wie wichtig es ist
prefer = lieber
prefer-more = mehr
prefer-less = weniger
matrix-ranking = { -roles } nach meiner Gewichtung
matrix-baseline = Bezug
matrix-no-baseline = keine
matrix-order = Sortierung
order-by-family = nach Familie
order-level-first = { $level } zuerst
order-lowest-first = niedrigste zuerst
order-highest-first = höchste zuerst
differences-only = Nur Unterschiede
copy-or-save = Kopieren, speichern
copy-link-choice = Link
copy-table-choice = Tabelle
copy-citation-choice = Zitat
clear = Zurücksetzen
pay-in = in
pay-slice =
    { $count ->
        [one] { $label } ({ NUMBER($count) } { -role })
       *[other] { $label } ({ NUMBER($count) } { -roles })
    }
compare-with = vergleichen<rest> mit { $role }</rest>
to-learn = Zu lernen: { $skills }
moves-diagram = Diagramm der beruflichen Wechsel
moves-to-role =
    { $count ->
        [one] { NUMBER($count) }<rest> Wechsel dorthin, </rest>
       *[other] { NUMBER($count) }<rest> Wechsel dorthin, </rest>
    }
moves-from-role =
    { $count ->
        [one] { NUMBER($count) }<rest> Wechsel von dort</rest>
       *[other] { NUMBER($count) }<rest> Wechsel von dort</rest>
    }
move-from-to = { $from } → { $to }
to-learn-sentence = Zu lernen: { $skills }.
move-detour = Ein direkter Wechsel ist nicht beschrieben. Der kürzeste Weg über ein{ -ein(case: "accusative") } ander{ -der(case: "accusative") } { -role(case: "accusative") }, berechnet aus den beschriebenen Wechseln, führt über <link>{ $role }</link>:
nothing-to-learn = Nichts Neues zu lernen
no-move = Ein Wechsel ist nicht beschrieben, weder direkt noch über ein{ -ein(case: "accusative") } ander{ -der(case: "accusative") } { -role(case: "accusative") }.
move-skills = Fähigkeiten, die { $to } verlangt und { $from } nicht: { $skills }.
full-comparison = Der ganze Vergleich
source-seen = { $seen }, { $date }.
references = Quellenangaben
dataset-population = Grundgesamtheit
dataset-population-text =
    { $count ->
        [one] { $population }, { $basis }; { $years }; { NUMBER($count) } Zahl
       *[other] { $population }, { $basis }; { $years }; { NUMBER($count) } Zahlen
    }
dataset-meaning = Wie sie zu lesen sind
dataset-method = Methode
dataset-limitations = Grenzen
source = Quelle
licence = Lizenz
credit = Nennung: { $credit }
download = Herunterladen
figures-csv = <csv>Zahlen als CSV</csv>, auch <spreadsheet>für Tabellenprogramme</spreadsheet>
dataset-warnings = Bevor Sie sich darauf stützen
none = keine
only-role = Nur { $role }
both = Beide
no-guide = noch kein Leitfaden
level-of = (Stufe { $level } von { $count })
rows-by-group = Zeilen nach Gruppen

## Pages

not-found = Seite nicht gefunden
not-found-lead = Unter dieser Adresse gibt es nichts; vielleicht wurde die Seite umbenannt. Je zwei der { -roles } unten werden unter <code>/compare/one-vs-other/</code> verglichen.
search-address = Nach den Wörtern dieser Adresse suchen
the-roles = Die { -roles }
not-found-more = <home>Startseite</home> oder <index>das Verzeichnis von A bis Z</index>
article-dates = { $minutes } Min. Lesezeit. Erschienen am { $published }, zuletzt mit den Quellen abgeglichen am { $reviewed }.
article-about = Über { $roles }.
articles = Artikel
no-articles = Noch keine Artikel.
tags = Schlagwörter
tagged = Schlagwörter: { $tags }
tag-title = Schlagwort: { $tag }
texts-count =
    { $count ->
        [one] { NUMBER($count) } Text
       *[other] { NUMBER($count) } Texte
    }
pages-below = In diesem Abschnitt
role-vs-role = <first>{ $left }</first> und <second>{ $right }</second> im Vergleich
tools-count =
    { $count ->
        [one] { NUMBER($count) } Werkzeug
       *[other] { NUMBER($count) } Werkzeuge
    }
fit-title = Welche { -roles } passen zu Ihrer Arbeitsweise?
fit-questions = Fragen
list-of-lists-separator = ;{ " " }
fit-no-effect = Ohne Wirkung
fit-no-answer = Keine Antwort
fit-why = Wie jede Antwort zählt und warum
weight = Gewicht
fit-row = Die letzte Spalte zeigt die Zeile „{ $row }“ des <link>Vergleichs</link>.
fit-clear = Antworten löschen
fit-results = Ihr Ergebnis
fit-see-ranking = Zur Rangliste
fit-by-hand = Wählen Sie eine Antwort, um ihre Gewichte zu sehen. Ohne JavaScript kann die Seite sie nicht zusammenzählen: Addieren Sie die Gewichte in der Spalte ein{ -ein(case: "genitive") } { -role(case: "genitive") } in der <link>Tabelle aller Gewichte</link>. Die höchstmögliche Punktzahl jed{ -der(case: "genitive") } { -role(case: "genitive") }, aus Gewichten nach eigener Einschätzung:
fit-maximum = höchstens { $points }
fit-firsts = Antworten, mit denen jed{ -der } { -role } vorn liegt
fit-firsts-about = Jed{ -der } { -role } kann vorn liegen. Jeder Link wählt Antworten, die dazu führen; es gibt noch andere.
fit-weights = Alle Gewichte
fit-weights-about = Alle { $count } Gewichte in einer Tabelle, jedes nach eigener Einschätzung. Die Punktzahl ein{ -ein(case: "genitive") } { -role(case: "genitive") } ist die Summe der Gewichte in ihrer Spalte für die gewählten Antworten. Eine leere Zelle zählt 0, und nichts anderes zählt. Auch <json>als JSON</json>.
fit-weights-label = Gewichte nach Antwort und { -role }
fit-weights-caption = Das Gewicht jeder Antwort für jed{ -der(case: "accusative") } { -role(case: "accusative") }, nach eigener Einschätzung
fit-maximum-row = Höchstens
facts-due = Fakten zur Überprüfung
facts-due-about = { $dated } Fakten haben ein Datum: ihr eigenes oder das ihrer neuesten Quelle. Hier stehen die { $listed } ältesten. { $undated } Fakten sind eigene Einschätzungen und haben kein Datum.
date = Datum
fact = Fakt
value = Wert
glossary = Glossar
home-title = { $site }: { -roles } im Vergleich, mit belegten Fakten
home-question =
    { -role.kind ->
        [occupation] Was macht den Beruf aus, und was unterscheidet ihn von ähnlichen?
       *[thing] Worin unterscheiden sich diese { -roles }?
    }
compare-two-roles = Zwei { -roles } vergleichen
first-role = Erst{ -der } { -role }
second-role = Zweit{ -der } { -role }
vs = und
compare = Vergleichen
compare-two-roles-about = Zwei { -roles } vergleichen: Wählen Sie links, dann auf der nächsten Seite rechts.
often-compared = Oft verglichen
all-roles-in-one-table = Alle { -roles } in einer Tabelle
fit-quiz = Quiz: Welche { -roles } passen zu Ihnen?
facts-and-sources = Fakten und Quellen
home-counts = <b>{ $roles }</b> { -roles }, <b>{ $pairs }</b> Vergleiche und <b>{ $facts }</b> Fakten. <b>{ $cited }</b> der Fakten nennen eine Quelle; die übrigen sind als eigene Einschätzung gekennzeichnet. <b>{ $sources }</b> Quellen, <b>{ $figures }</b> Gehaltszahlen.
home-counts-facts = <b>{ $roles }</b> { -roles }, <b>{ $pairs }</b> Vergleiche und <b>{ $facts }</b> Fakten. <b>{ $cited }</b> der Fakten nennen eine Quelle; die übrigen sind als eigene Einschätzung gekennzeichnet. <b>{ $sources }</b> Quellen.
compare-all-roles = Alle { -roles } vergleichen
compare-all-lead = Jede Zelle nennt Quelle und Jahr oder ist als eigene Einschätzung gekennzeichnet.
matrix-shown-all = { $roles } { -roles }, { $rows } Zeilen.
matrix-active-filters = Aktive Filter
matrix-two-roles = Die beiden gezeigten { -roles }
skip-table = Tabelle überspringen
matrix-table = { -roles }, Zeile für Zeile
end-of-table = Ende der Tabelle
career-moves = Berufliche Wechsel
moves-about = Pfeile rechts führen in der Liste nach unten, links nach oben. Die Zahl vor ein{ -ein(case: "dative") } { -role(case: "dative") } zählt die Wechsel dorthin, die danach die Wechsel von dort. Zeigen Sie auf ein{ -ein(case: "accusative") } { -role(case: "accusative") }, um nur ihre Wechsel zu sehen; wählen Sie sie aus, um sie unten zu lesen.
moves-overview = Überblick
moves-counts = Wie viele Menschen so wechseln, ist nicht bekannt. Das hier sind eigene Zählungen der beschriebenen Wechsel:
moves-learnt = Am häufigsten zu lernen:
no-moves-from = Wechsel von dies{ -der(case: "dative") } { -role(case: "dative") } sind noch nicht beschrieben.
arrivals = Hierher wechselt man von { $roles }.
no-moves-to = Wechsel zu dies{ -der(case: "dative") } { -role(case: "dative") } sind noch nicht beschrieben.
open-data = Offene Daten
edition = Stand vom { $date }.
files = Dateien
files-table = Tabelle der Dateien
file = Datei
contents = Inhalt
size = Größe
described-by = Beschreibung
for-spreadsheets-link = Für Tabellenprogramme
role-files = Jed{ -der } { -role } hat auch eine eigene Datei: { $roles }.
licences = Lizenzen
salary-dataset = Gehaltsdatensatz
figures = Zahlen
csv-or-spreadsheet = <csv>CSV</csv>, <spreadsheet>für Tabellenprogramme</spreadsheet>
reading-files = Wie die Dateien zu lesen sind
reading-stable = URLs und Feldnamen unter <code>/api/v1/</code> bleiben gleich; neue Felder können hinzukommen. Unverträgliche Änderungen kommen unter <code>/api/v2/</code>.
reading-csv = CSV für Programme ist UTF-8 ohne Byte Order Mark (RFC 4180), und jeder Wert ist exakt. Ein leeres Feld bedeutet: kein Wert. Die Typen der Spalten stehen in <code>datapackage.json</code> (<link>Data Package 2.0</link>).
reading-spreadsheets = CSV für Tabellenprogramme beginnt mit einer Byte Order Mark, damit Excel Umlaute zeigt, und setzt ein <code>'</code> vor Text, der wie eine Formel aussieht. Das gilt auch für die CSV-Dateien der { -roles } und Vergleiche. Verarbeiten Sie diese Dateien nicht mit einem Programm.
reading-json = Jede JSON-Datei nennt ihr JSON Schema (draft 2020-12) unter <code>$schema</code>.
reading-figures = Legen Sie Zahlen verschiedener Datensätze nicht zusammen. Vergleichen Sie zwei Zahlen nur, wenn Region, Erfahrungsstufe, Jahr, Währung, Zeitraum und Basis gleich sind.
columns-of = Spalten von { $file }
columns-table = Tabelle der Spalten von { $file }
column = Spalte
type = Typ
pair-downloads = Herunterladen: <markdown>Markdown</markdown> <csv>CSV</csv> <embed>Einbetten</embed>
at-a-glance = Auf einen Blick
levels-of-both = Die Stufen beider { -roles }
lowest-on-the-left = Niedrigste Stufe links
our-take = Unsere Einordnung
row-by-row = Zeile für Zeile, größte Unterschiede zuerst
pay = Gehalt
pay-compared = Verglichen werden nur Zahlen desselben Datensatzes mit gleicher Region, Erfahrungsstufe, gleichem Jahr, gleicher Währung und Basis (brutto oder netto).
pay-not-compared = Nicht verglichen:
all-figures = alle { $figures }
tools = Werkzeuge
skills = Fähigkeiten
skills-material = Freie Kurse und Bücher zum Lernen
moving-between = Wechsel von einer zur anderen
sources = Quellen
family-of-role = Familie: <link>{ $family }</link>.
also-called = Auch { $names } genannt.
guide-dates = { $minutes } Min. Lesezeit, zuletzt mit den Quellen abgeglichen am { $reviewed }.
role-downloads = Herunterladen: <markdown>Markdown</markdown> <csv>CSV</csv> <json>JSON</json>
on-this-page = Auf dieser Seite
guide = Leitfaden
more-of-family = Mehr aus { $family }
levels-from-to = { $from } bis { $to }
facts = Fakten
responsibilities = Aufgaben
salary-figures = Gehaltszahlen
where-next = Wohin man von hier wechselt
compared-with-others = Im Vergleich mit anderen { -roles(case: "dative") }
fact-changed = Geändert am { $date }. Vorher: { $before }. { $reason }
figures-with-others = { $dataset }, mit den anderen { -roles(case: "dative") } des Datensatzes
no-figures = Noch keine Gehaltszahlen zu dies{ -der(case: "dative") } { -role(case: "dative") }.
all-figures-of-role = <link>Alle { $figures }</link>: nach Datensatz, Land, Erfahrungsstufe und Jahr.
all-career-moves = Alle beruflichen Wechsel
similar-roles = Ähnliche { -roles }
pair-choose = { $role } passt, wenn Ihnen das mehr liegt:
pair-hire =
    { -role.kind ->
        [occupation] { $role } einstellen, wenn Ihrem Team das fehlt:
       *[thing] { $role } nehmen, wenn Ihnen das fehlt:
    }
pair-aims = { $left }: { $left_aim }. { $right }: { $right_aim }.
pair-composed = Aus den Fakten unten zusammengestellt. Zu diesem Paar hat noch niemand geschrieben.
pair-title = { $left } und { $right } im Vergleich
role-compared = { $role } im Vergleich
role-compared-with = <link>Mit allen anderen { -roles(case: "dative") }, in einer Tabelle</link>, oder einzeln:
roles = { -roles }
pay-guard = <strong>Vergleichen Sie keine Zahlen verschiedener Erhebungen.</strong> Jeder Datensatz zählt andere Menschen auf andere Weise; ein Abstand zwischen zweien sagt nichts über die beiden Berufe.
pay-start = Beginnen Sie mit <role>ein{ -ein(case: "dative") } { -role(case: "dative") }</role> oder mit <dataset>einem Datensatz</dataset> und seiner Methode. <csv>Alle Zahlen mit offener Lizenz als CSV</csv>, auch <spreadsheet>für Tabellenprogramme</spreadsheet>.
by-role = Nach { -role }
filter-figures = Zahlen filtern
all-roles = Alle { -roles }
country = Land
all-countries = Alle Länder
dataset = Datensatz
all-datasets = Alle Datensätze
level = Erfahrungsstufe
any-level = Beliebig
all-levels-combined = Alle Stufen zusammen
show-all = Alle zeigen
figures-in-datasets =
    { $figures ->
        [one] { NUMBER($figures) } Zahl in { $datasets ->
            [one] { NUMBER($datasets) } Datensatz
           *[other] { NUMBER($datasets) } Datensätzen
        }
       *[other] { NUMBER($figures) } Zahlen in { $datasets ->
            [one] { NUMBER($datasets) } Datensatz
           *[other] { NUMBER($datasets) } Datensätzen
        }
    }
dataset-from = { $counts }. Von <link>{ $source }</link>
country-level-year = Land, Erfahrungsstufe, Jahr
low = Niedrig
high = Hoch
all-levels = alle Stufen
mean = Mittelwert
about-this-role = Über dies{ -der(case: "accusative") } { -role(case: "accusative") }
no-figures-for-selection = Keine Zahlen zu dieser Auswahl.
low-and-high = Niedrig: 25. Perzentil. Hoch: 75. Perzentil. „klein“: weniger als dreißig Antworten, beide Enden sind daher unzuverlässig.
by-place = Nach Ort
states-and-cities = Bundesstaaten und Städte
other-pay-levels = Andere Stufen der Datensätze, und Jahre an Erfahrung
pay-in-place = Gehalt: { $place }
pay-place-description =
    { $count ->
        [0] Die nächstliegenden Gehaltszahlen für { $place }, jede mit Quelle, Datum, Stichprobe und dem Grund, warum sie gezeigt wird.
        [one] Gehaltszahlen ({ $place }) mit eigenen Werten in einem Fall, sonst die nächstliegenden, jede mit Quelle, Datum und Stichprobe.
       *[other] Gehaltszahlen ({ $place }) mit eigenen Werten in { NUMBER($count) } Fällen, sonst die nächstliegenden, jede mit Quelle, Datum und Stichprobe.
    }
wider-places = Teil von:
places-within = Orte darin:
figures-for-place = Zahlen für diesen Ort
nearest-for-place = Keine Zahl für diesen Ort: die nächstliegende
all-figures-for-place = Alle Zahlen für diesen Ort
more-datasets =
    { $count ->
        [one] ein weiterer Datensatz
       *[other] { NUMBER($count) } weitere Datensätze
    }
nearest-figure = Keine Zahl für { $role } ({ $place }). Stattdessen: { $what }.
nearest-all-levels = alle Stufen zusammen
nearest-level = die Stufe { $level }
nearest-wider = { $region }, worin { $place } enthalten ist
nearest-currency = { $region }, mit derselben Währung
nearest-nearby = { $region }, ebenfalls in: { $wider }
nearest-role = { $role }, das ist ähnlich
nearest-elsewhere = Keine Zahl in diesen Ländern; die nächstliegende mit dem Grund:
pay-by-country =
    { $count ->
        [one] Median in einem Land
       *[other] Median in { NUMBER($count) } Ländern
    }
not-in-combined-files = Die Dateien, die alle Datensätze zusammenfassen, lassen diese Zahlen aus.
stand-title = Wo stehen Sie?
stand-figure = Vergleichen mit
stand-pay = Ihr Gehalt
stand-unit = in { $currency }, { $paid }
stand-local = Auf dieser Seite berechnet: Ihre Eingabe wird weder gesendet noch gespeichert.
stand-between = Etwa { $percent } % der Menschen in dieser Zahl verdienen weniger.
stand-offers = Etwa { $percent } % dieser Anzeigen bieten weniger.
stand-below = Unter dem 10. Perzentil ({ $amount }): mindestens 90 % bekommen mehr.
stand-above = Über dem 90. Perzentil ({ $amount }): höchstens 10 % bekommen mehr.
stand-number = Geben Sie eine Zahl ein, zum Beispiel { $example }.
stand-limits = { $limits }. Eine Schätzung zwischen veröffentlichten Perzentilen, auf etwa zehn Prozentpunkte genau.
stand-small = Weniger als dreißig Antworten: Nur die Seite des Medians sagt etwas aus.
stand-axis = 10., 25., 50., 75. und 90. Perzentil: { $amounts }
by-dataset = Nach Datensatz
charts-about = Jedes Diagramm vergleicht Vergleichbares: derselbe Datensatz, dieselbe Region, Erfahrungsstufe, Währung und Basis, dasselbe Jahr. Der Kasten reicht vom 25. bis zum 75. Perzentil, der Strich zeigt den Median oder den Mittelwert (wie angegeben), und die Linien reichen vom 10. bis zum 90. Perzentil.
dataset-details = Wie sie zu lesen sind, Methode und Grenzen
dataset-figures = <all>Alle { $count } Zahlen: Regionen, Stufen, Jahre</all>, oder <csv>als CSV</csv>, auch <spreadsheet>für Tabellenprogramme</spreadsheet>
search-label = Suchen, oder zwei { -roles } zum Vergleichen nennen
search-without-script = Die Suche braucht JavaScript, das ausgeschaltet ist. Unten stehen alle Seiten mit ihrem Namen; nutzen Sie die Seitensuche Ihres Browsers.
everything-by-name = Alles nach Namen
first-letters = Anfangsbuchstaben
about-dataset = Über den Datensatz
filter = Filtern
order = Sortierung
order-by-publisher = nach Herausgeber
order-newest = neueste zuerst
order-most-cited = meistzitierte zuerst
publishers-by-letter = Herausgeber nach Buchstaben
cited-in =
    { $count ->
        [one] An { NUMBER($count) } Stelle zitiert
       *[other] An { NUMBER($count) } Stellen zitiert
    }
not-cited = Nicht zitiert
source-licence = Lizenz: { $licence }.
see-also = Siehe auch { $terms }.
tool-category = Vor allem für <link>{ $category }</link>.
home-page = Website:
tool-users = Wer es wofür verwendet
alongside = neben
the-only-tool = das einzige genannte Werkzeug
no-role-lists-tool = Kein{ -ein } { -role } nennt dieses Werkzeug.
roles-count =
    { $count ->
        [one] { NUMBER($count) } { -role }
       *[other] { NUMBER($count) } { -roles }
    }

## Scripts: the compare list

compare-list = Vergleichsliste
compare-list-cleared = Vergleichsliste geleert
compare-list-full =
    { $count ->
        [one] In die Vergleichsliste passt { NUMBER($count) } { -role }. Entfernen Sie zuerst einen Eintrag.
       *[other] In die Vergleichsliste passen { NUMBER($count) } { -roles }. Entfernen Sie zuerst einen Eintrag.
    }
compare-list-added = { $name } hinzugefügt. { NUMBER($count) } in der Vergleichsliste am Ende der Seite.
remove = { $name } entfernen
compare-with-all = Mit allen vergleichen
compare-count = { NUMBER($count) } vergleichen
compare-list-removed = { $name } entfernt

## Scripts: copies and embeds

table-difference = Unterschied
table-sources = { $role }: Quellen
table-row = Zeile
table-address = Adresse
citation = { $site }, „{ $title }“, { $address } (abgerufen am { $day })
close = Schließen
copy-link-to = Link kopieren<rest> zu { $name }</rest>
link-to-copied = Link zu „{ $name }“ kopiert
link-copied = Link kopiert
table-copied = Tabelle für Dokumente und E-Mails kopiert
table-copied-markdown = Tabelle als Markdown kopiert
table-copied-csv = Tabelle als CSV kopiert
citation-copied = Zitat kopiert
save-comparison = Speichern
comparison-is-saved = Gespeichert
comparison-saved = In diesem Browser gespeichert; zu finden auf der Seite Vergleichen unter „Kopieren, speichern“
comparison-removed = Nicht mehr gespeichert
nothing-saved = Noch ist nichts gespeichert. Was Sie speichern, bleibt in diesem Browser.
saving-refused = Dieser Browser bewahrt für diese Website keine Daten auf, also wurde nichts gespeichert
embed = Einbetten
printed-read = { $page } (abgerufen am { $day })
order-differences = Größte Unterschiede zuerst
order-groups = Nach Gruppen
rows-heading = Zeile für Zeile
all-rows = Alle Zeilen
theme-auto = Wie im System eingestellt
theme-light = Hell
theme-dark = Dunkel
embed-about = Fügen Sie dieses HTML ein. Keine Skripte, keine Tracker.
embed-show = Zeigen
embed-colours = Farben
embed-address = Adresse der Einbettung
html-copied = HTML kopiert
embed-title = { $title }, { $site }
embed-title-row = { $title }: { $row }, { $site }

## Scripts: filters, the fit guide and search

without-filter = ohne „{ $name }“ ({ NUMBER($count) })
nearest-figures = Keine Zahlen zu dieser Auswahl; am nächsten kommen
copy-results = Link zum Ergebnis kopieren
fit-out-of = von { $points }
fit-your-score = Ihre Punktzahl
side-by-side = { $names } nebeneinander
fit-tie =
    { $count ->
        [one] { NUMBER($count) } { -role } hat diese Punktzahl.
       *[other] { NUMBER($count) } { -roles } haben dieselbe Punktzahl. Beantworten Sie weitere Fragen, um sie zu trennen.
    }
fit-to-compare = Zum Vergleichen:
fit-start = Beantworten Sie eine Frage, um zu beginnen.
fit-summary = { NUMBER($count) } von { NUMBER($all) } beantwortet. { $scores }.
fit-no-score = Kein{ -ein } { -role } liegt über 0
fit-missing =
    { $count ->
        [one] Eine Antwort in diesem Link gibt es nicht mehr; sie wird ignoriert.
       *[other] { NUMBER($count) } Antworten in diesem Link gibt es nicht mehr; sie werden ignoriert.
    }
sources-shown =
    { $all ->
        [one] { NUMBER($count) } von { NUMBER($all) } Quelle
       *[other] { NUMBER($count) } von { NUMBER($all) } Quellen
    }
search-results = Ergebnisse
search-all-results = Alle { NUMBER($count) } Ergebnisse
search-slash = Mit / von jeder Seite aus suchen
search-more = { NUMBER($count) } weitere von { NUMBER($all) } zeigen
search-failed = Der Suchindex konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.
kind-role = { -role }
kind-tool = Werkzeug
kind-term = Begriff
kind-article = Artikel
kind-row = Vergleichszeile
kind-pay = Gehalt
kind-page = Seite
kind-family = Familie
kind-tools = Werkzeugkategorie
kind-level = Stufe
kind-rule = Für Mitwirkende
kind-pair = Vergleich
kind-fact = Fakt
kind-section = Abschnitt
kind-text = Text
search-in = In { $place }
search-count =
    { $count ->
        [0] Keine Ergebnisse
        [one] { NUMBER($count) } Ergebnis
       *[other] { NUMBER($count) } Ergebnisse
    }
search-some-words = Kein Ergebnis enthält alle Wörter. { $results } mit einigen davon
search-pay-of = Gehalt: { $role }
search-pay-in = Gehalt: { $role }, { $place }
search-pay-in-place = Gehalt: { $place }
search-pay-nearest = Für diesen Ort gibt es keine Zahl; die Seite verweist auf die nächsten.
search-compare = { $roles } vergleichen
search-versus = vs versus v gegen gegenüber
search-separators = oder und mit zu zum zur als bzw beziehungsweise or and
search-fillers = unterschied unterschiede unterscheiden unterscheidet sich zwischen vergleich vergleiche vergleichen verglichen im in von vom was ist sind der die das den dem des ein eine einem einer wie wo liegt soll sollte ich werden wechsel wechseln { -role } { -roles }

## Scripts: the matrix

view-link-to-copied = Link zu „{ $name }“ in dieser Ansicht kopiert
view-not-found = Hier nicht gefunden: { $names }. Der Rest der Ansicht wird gezeigt.
remove-filter = Filter entfernen: { $filter }
view-pair = { $left } und { $right }: der ganze Vergleich
view-link-copied = Link zu dieser Ansicht kopiert
weight-0 = unwichtig
weight-1 = etwas wichtig
weight-2 = wichtig
weight-3 = am wichtigsten
order-by-weights = nach meiner Gewichtung
score-of = von { $most }
score-of-silent = von { $most }, keine Angabe in { NUMBER($count) }
mark-same = gleich
mark-no-data = keine Angabe zum Vergleichen
mark-differs = anders
mark-shared = { NUMBER($shared) } von { NUMBER($all) } gemeinsam
steps =
    { $count ->
        [one] { NUMBER($count) } Stufe
       *[other] { NUMBER($count) } Stufen
    }
points =
    { $count ->
        [one] { NUMBER($count) } Prozentpunkt
       *[other] { NUMBER($count) } Prozentpunkte
    }
mark-above = { $size } darüber
mark-below = { $size } darunter
mark-no-figures = keine vergleichbaren Zahlen
mark-pay-same =
    { $count ->
        [one] gleich in der { NUMBER($count) } vergleichbaren Zahl
       *[other] gleich in { NUMBER($count) } vergleichbaren Zahlen
    }
mark-pay-higher =
    { $count ->
        [one] höher in der { NUMBER($count) } vergleichbaren Zahl
       *[other] höher in allen { NUMBER($count) } vergleichbaren Zahlen
    }
mark-pay-lower =
    { $count ->
        [one] niedriger in der { NUMBER($count) } vergleichbaren Zahl
       *[other] niedriger in allen { NUMBER($count) } vergleichbaren Zahlen
    }
mark-pay-mixed =
    { $count ->
        [one] höher in { NUMBER($higher) }, niedriger in { NUMBER($lower) } von { NUMBER($count) } vergleichbaren Zahl
       *[other] höher in { NUMBER($higher) }, niedriger in { NUMBER($lower) } von { NUMBER($count) } vergleichbaren Zahlen
    }
role-on-the-left = { -role } links
role-on-the-right = { -role } rechts
previous-role = Vorig{ -der } { -role }
next-role = Nächst{ -der } { -role }
roles-position = { -roles } { NUMBER($left) } und { NUMBER($right) } von { NUMBER($all) }
go-to-row = Zu einer Zeile
matrix-shown = { $roles }, { $rows }.
rows-count =
    { $count ->
        [one] { NUMBER($count) } Zeile
       *[other] { NUMBER($count) } Zeilen
    }
roles-of-all =
    { $all ->
        [one] { NUMBER($some) } von { NUMBER($all) } { -role }
       *[other] { NUMBER($some) } von { NUMBER($all) } { -roles }
    }
rows-of-all =
    { $all ->
        [one] { NUMBER($some) } von { NUMBER($all) } Zeile
       *[other] { NUMBER($some) } von { NUMBER($all) } Zeilen
    }
select-a-role = Wählen Sie ein{ -ein(case: "accusative") } { -role(case: "accusative") } zum Anzeigen.
no-role-matches = Kein{ -ein } { -role } entspricht dem Filter.
hidden-without-data =
    { $count ->
        [one] Ein{ -ein } { -role } ist mangels Angaben ausgeblendet.
       *[other] { NUMBER($count) } { -roles } sind mangels Angaben ausgeblendet.
    }
baseline-is = { $role } ist der Bezug.
sorted-by = Sortiert nach { $row }, { $first }.
sorted-by-pay = Sortiert nach { $row }, { $first } ({ $dataset }, { $slice }).
sorted-by-weights = Sortiert nach meiner Gewichtung, höchste Punktzahl zuerst.
order-quoted-first = „{ $level }“ zuerst
compare-roles = { -roles } vergleichen
limit-at-least = { $row } mindestens { $value }
limit-at-most = { $row } höchstens { $value }
limit-from-year = { $row } ab { $value }
limit-to-year = { $row } bis { $value }
limit-is = { $row }: { $value }
limit-tool = verwendet { $tool }
limit-family = Familie { $family }
limit-pay = { $amount } ({ $dataset }, { $slice })
copy-blocked = Dieser Browser hat das Kopieren verhindert. Der Text ist markiert: Kopieren Sie ihn von hier.
copy-row-link = Link zu { $row } kopieren
baseline-of = Bezug: { $role }
sort-by-row = { -roles } sortieren nach { $row }
rows-folded =
    { $count ->
        [one] { NUMBER($count) } Zeile eingeklappt
       *[other] { NUMBER($count) } Zeilen eingeklappt
    }
weights-judgement = Ihr eigenes Urteil, gewichtet und zusammengezählt
rank = Rang { NUMBER($rank) }
score-silent = keine Angabe, als 0 gezählt: { $rows }
not-matching = entspricht nicht dem Filter

## Comparisons in words

quoted = „{ $name }“
number-more = { $number } weiteren
sentence = { $text }.
summary-higher = { $role } liegt bei { $rows } höher.
summary-both-higher = { $left } liegt bei { $left_rows } höher, { $right } bei { $right_rows }.
summary-same-levels = Beide haben auf jeder Skala dieselbe Stufe und unterscheiden sich in { $rows }.
summary-same = Beide sind gleich in jeder Zeile, die sich vergleichen lässt.
summary-nothing = Noch gibt es nichts zu vergleichen.
brief-same = gleich
brief-no-data = keine Angabe zu beiden
brief-no-data-for = keine Angabe zu { $role }
yes = Ja
no = Nein
number-range = { $from }–{ $to }
brief-later = { $role }: später
brief-years-later =
    { $count ->
        [one] { $role }: { $number } Jahr später
       *[other] { $role }: { $number } Jahre später
    }
brief-higher-range = { $role }: höher
order-earliest-first = Frühestes zuerst
order-latest-first = Spätestes zuerst
mark-later = später
mark-earlier = früher
prefer-later = Später
prefer-earlier = Früher
brief-levels-higher =
    { $count ->
        [one] { $role }: { $number } Stufe höher
       *[other] { $role }: { $number } Stufen höher
    }
brief-points =
    { $count ->
        [one] { $number } Prozentpunkt
       *[other] { $number } Prozentpunkte
    }
brief-higher = { $role }: { $distance } höher
brief-items =
    { $count ->
        [one] { $number } gemeinsam
       *[other] { $number } gemeinsam
    }
brief-no-tools = nichts gemeinsam
brief-tools = { NUMBER($shared) } von { NUMBER($all) } gemeinsam
brief-pay-one = { $role } liegt höher
brief-pay-all =
    { $count ->
        [one] { $role } liegt bei der { $number } Zahl höher
       *[other] { $role } liegt bei allen { $number } Zahlen höher
    }
brief-pay-some =
    { $count ->
        [one] { $left } liegt bei { $left_count } von { $number } Zahl höher, { $right } bei { $right_count }
       *[other] { $left } liegt bei { $left_count } von { $number } Zahlen höher, { $right } bei { $right_count }
    }
pay-no-figures = kein Datensatz hat eine Zahl zu einer der beiden { -roles }
pay-no-figures-for = kein Datensatz hat eine Zahl zu { $role }
pay-closest-differ = nicht verglichen: Die ähnlichsten Zahlen unterscheiden sich in { $properties }
property-source = Quelle
property-population = Grundgesamtheit
property-basis = Basis (brutto oder netto)
property-period = Zeitraum (Jahr, Monat, Tag oder Stunde)
property-currency = Währung
property-region = Region
property-level = Erfahrungsstufe
property-year = Jahr
property-statistic = Kennzahl
property-answer = Antwortmöglichkeit (eine steht für beide { -roles })

## Facts and figures in words

level-of-scale = { $level } von { $count }
source-year = { $publisher }, { $year }
source-read-year = { $publisher }, abgerufen { $year }
figure = { $amount } { $period }, { $statistic } ({ $region }, { $time }{ $sample })
figure-sample = , n { $n }
and-more = und { NUMBER($count) } weitere
statistic-median = Median
statistic-mean = Mittelwert
thousands = { $number }k
range = { $low } bis { $high }
about-jobs =
    { $count ->
        [one] etwa { NUMBER($count) } Stelle
       *[other] etwa { NUMBER($count) } Stellen
    }
chart-caption =
    { $region }, { $level }, { $time }; { $currency } { $period }, { $basis ->
        [net] netto
       *[gross] brutto
    }
sample-size = n{ "\u00A0" }{ $n }
no-sample-size = ohne Stichprobengröße
read-full = Ganz gelesen
read-excerpt = Gelesen: Einleitung
read-section = Gelesen: der betreffende Abschnitt
read-secondary = Aus zweiter Hand zitiert
judgement-title = Eigene Einschätzung, nicht aus einer Quelle
reference-number = Quellenangabe { $number }
alert-note = Hinweis
alert-tip = Tipp
alert-important = Wichtig
alert-warning = Warnung
alert-caution = Vorsicht
section-link = Link zu diesem Abschnitt
table-number = Tabelle { $number }
task-done = erledigt
task-open = offen
footnote-number = Fußnote { $number }
footnotes = Fußnoten
footnote-back = Zurück zum Text
figure-in-text = { $amount } { $period } ({ $statistic } nach { $dataset }, { $region }, { $time }{ $sample })
limits-survey = Wer nicht geantwortet hat, fehlt, und die Antworten sind nicht geprüft.
limits-advertised = Eine Anzeige ist ein Angebot, nicht das vereinbarte Gehalt, und viele Anzeigen nennen keines.
limits-statistic = Ein Beruf umfasst viele Stellenbezeichnungen; es ist also nicht das Gehalt einer bestimmten.
population-survey = Umfrageantworten
population-advertised = Ausgeschriebene Gehälter
population-statistic = Amtliche Statistik
pay-gross = { $period }, vor Steuern
pay-net = { $period }, nach Steuern
meaning-survey = Jede Zahl fasst zusammen, was Menschen in einem Land nach eigener Angabe verdienen, { $paid }, in der angegebenen Währung. Die Hälfte verdient weniger als den Median, ein Viertel weniger als das untere Ende, ein Viertel mehr als das obere. Vergleichen Sie zwei Zahlen nur, wenn Land, Erfahrungsstufe, Jahr und Währung gleich sind.
meaning-advertised = Jede Zahl fasst zusammen, was Anzeigen in einem Land bieten, { $paid }, in der angegebenen Währung. Die Hälfte verdient weniger als den Median, ein Viertel weniger als das untere Ende, ein Viertel mehr als das obere. Vergleichen Sie zwei Zahlen nur, wenn Land, Erfahrungsstufe, Jahr und Währung gleich sind.
meaning-statistic = Jede Zahl ist die Schätzung eines Statistikamts für alle in einem Beruf, { $paid }, in der angegebenen Währung. Die Hälfte verdient weniger als den Median, ein Viertel weniger als das untere Ende, ein Viertel mehr als das obere. Vergleichen Sie zwei Zahlen nur, wenn Land, Erfahrungsstufe, Jahr und Währung gleich sind.
figures-count =
    { $count ->
        [one] { NUMBER($count) } Zahl
       *[other] { NUMBER($count) } Zahlen
    }
figures-for = { $figures } zu { $role }
skills-in-common =
    { $count ->
        [one] { NUMBER($count) } gemeinsame Fähigkeit: { $names }
       *[other] { NUMBER($count) } gemeinsame Fähigkeiten: { $names }
    }
skills-in-common-among =
    { $count ->
        [one] { NUMBER($count) } gemeinsame Fähigkeit, darunter { $names }
       *[other] { NUMBER($count) } gemeinsame Fähigkeiten, darunter { $names }
    }
tools-in-common =
    { $count ->
        [one] { NUMBER($count) } gemeinsames Werkzeug: { $names }
       *[other] { NUMBER($count) } gemeinsame Werkzeuge: { $names }
    }
tools-in-common-among =
    { $count ->
        [one] { NUMBER($count) } gemeinsames Werkzeug, darunter { $names }
       *[other] { NUMBER($count) } gemeinsame Werkzeuge, darunter { $names }
    }
similar-same = dieselbe Stufe bei { $rows }
similar-apart =
    { $count ->
        [one] am weitesten auseinander bei { $row }, um { $number } Stufe
       *[other] am weitesten auseinander bei { $row }, um { $number } Stufen
    }

## Titles, descriptions and links

reference-for-contributors = Referenz für Mitwirkende
reference-description = Erklärung aller Diagnosen und der Schlüssel aller Inhaltsdateien, auf Englisch.
reference-codes = Diagnosen
reference-files = Inhaltsdateien
feed = Feed
all-files = Alle Dateien
all-columns = Die Spalten der Tabellen
all-facts = Alle Fakten
all-tools = Alle Werkzeuge
all-salary-figures = Alle Zahlen
all-terms = Alle Begriffe
all-sources = Alle Quellen
role-data = Alles
the-facts = Die Fakten
the-table = Die Tabelle
how-to-embed = Einbetten
the-figures = Die Zahlen
reference = Referenz
moved-title = Umgezogen
moved-here = Die Seite ist jetzt hier
feed-guide = Leitfaden: { $role }
feed-change = { $role } · { $row }: jetzt { $now }
feed-change-summary = Jetzt: { $now }. Vorher: { $before }. { $reason }
llms-data = Daten
llms-open-data = jeder Fakt und jede Zahl mit Quelle, als JSON und CSV
llms-compare = jede Zeile jed{ -der(case: "genitive") } { -role(case: "genitive") } in einer Tabelle
llms-moves = zu welchen { -roles(case: "dative") } man wechselt, wie, und was man dabei lernt
llms-fit = ein Quiz: welche { -roles } zu Ihren Antworten passen, mit jedem Gewicht
fit-guide = Quiz
llms-choosing = Auswählen
llms-pages = Seiten
entry-role = { -role }
entry-comparison = Vergleich
entry-row = Zeile
entry-tool = Werkzeug
entry-term = Begriff
entry-article = Artikel
entry-tag = Schlagwort
entry-pay = Gehalt
entry-page = Seite
search-description = { $parts } suchen oder von A bis Z durchblättern.
searched-roles = { -roles }
searched-comparisons = Vergleiche
searched-rows = Zeilen
searched-tools = Werkzeuge
searched-terms = Begriffe
searched-articles = Artikel
searched-tags = Schlagwörter
searched-pay = Gehaltszahlen
articles-description = Längere Antworten auf Fragen zu diesen { -roles(case: "dative") }, mit Quellen.
tags-description =
    { $count ->
        [one] { NUMBER($count) } Schlagwort von Artikeln und Seiten.
       *[other] { NUMBER($count) } Schlagwörter von Artikeln und Seiten.
    }
tag-description =
    { $count ->
        [one] { NUMBER($count) } Text mit dem Schlagwort „{ $tag }“.
       *[other] { NUMBER($count) } Texte mit dem Schlagwort „{ $tag }“, die neuesten zuerst.
    }
fit-description =
    { $questions ->
        [one] { NUMBER($questions) } Frage zu Ihrer Arbeitsweise. Jede Antwort spricht für einige der { NUMBER($roles) } { -roles } und gegen andere; alle Gewichte sind offengelegt.
       *[other] { NUMBER($questions) } Fragen zu Ihrer Arbeitsweise. Jede Antwort spricht für einige der { NUMBER($roles) } { -roles } und gegen andere; alle Gewichte sind offengelegt.
    }
facts-due-description = Die Fakten mit den ältesten Quellen: der beste Einstieg für alle, die mitwirken wollen.
glossary-description =
    { $count ->
        [one] { NUMBER($count) } Begriff, in einem Satz erklärt.
       *[other] { NUMBER($count) } Begriffe, jeder in einem Satz erklärt.
    }
moves-description =
    { $count ->
        [one] { NUMBER($count) } Wechsel zwischen { NUMBER($roles) } { -roles(case: "dative") }: wie er gelingt und was man dabei lernt, mit Quelle oder als eigene Einschätzung gekennzeichnet.
       *[other] { NUMBER($count) } Wechsel zwischen { NUMBER($roles) } { -roles(case: "dative") }: wie sie gelingen und was man dabei lernt, jeder mit Quelle oder als eigene Einschätzung gekennzeichnet.
    }
sort-ascending = niedrig → hoch
sort-descending = hoch → niedrig
moves-most-to = Die meisten Wechsel führen zu
moves-most-from = Die meisten Wechsel beginnen bei
moves-none-to = Keine Wechsel führen zu (man steigt dort ein oder kommt von anderswo)
moves-none-from = Keine Wechsel beginnen bei
moves-diameter =
    { $count ->
        [one] Jed{ -der } { -role } ist von überall mit höchstens { $number } Wechsel zu erreichen
       *[other] Jed{ -der } { -role } ist von überall mit höchstens { $number } Wechseln zu erreichen
    }
not-found-description = Unter dieser Adresse gibt es nichts.
open-data-description = Jeder Fakt und jede Zahl dieser Website mit Quelle, als JSON und CSV für Programme und für Tabellenprogramme.
columns = Spalten
size-bytes =
    { $count ->
        [one] { NUMBER($count) } Byte
       *[other] { NUMBER($count) } Bytes
    }
size-kilobytes = { NUMBER($count) }{ "\u00A0" }KB
size-megabytes = { $number }{ "\u00A0" }MB
roles-description =
    { $count ->
        [one] { NUMBER($count) } { -role } mit { $parts }.
       *[other] { NUMBER($count) } { -roles } in Familien, jed{ -der } mit { $parts }.
    }
described-facts = Fakten
described-tools = Werkzeugen
described-pay = Gehalt
described-moves =
    { -role.kind ->
        [occupation] beruflichen Wechseln
       *[thing] Wechseln
    }
career-moves-between-roles = Berufliche Wechsel zwischen den { -roles(case: "dative") }
dataset-description = { $dataset }: Gehalt nach { -role }, Region, Erfahrungsstufe und Jahr, mit Methode und Warnungen.
name-of-role = { $role }: { $name }
cited-responsibilities = Aufgaben
cited-moves = wohin man wechselt
cited-guide = Leitfaden
cited-fit = Quiz: { $question }
sources-description =
    { $count ->
        [one] Das { NUMBER($count) } Dokument, das diese Website zitiert, und wo.
       *[other] Die { NUMBER($count) } Dokumente, die diese Website zitiert, und wo sie es tut.
    }
tool-description = { $line } Welche { -roles } es verwenden und wofür.
tools-description =
    { $count ->
        [one] { NUMBER($count) } Werkzeug nach Zweck und die { -roles }, die es verwenden.
       *[other] { NUMBER($count) } Werkzeuge nach Zweck und die { -roles }, die sie verwenden.
    }
matrix-description = { NUMBER($roles) } { -roles } in { NUMBER($rows) } Zeilen, jede Zelle mit Quelle und Jahr oder als eigene Einschätzung gekennzeichnet.
slice = { $place }, { $time }: { $currency } { $period }, { $statistic }
pair-description = { $left } und { $right }, Zeile für Zeile mit Quellen. { $summary }
more-pay =
    { $count ->
        [one] { $number } weiteres Zahlenpaar, zu einer anderen Region, steht auf der Seite seines Datensatzes.
       *[other] { $number } weitere Zahlenpaare, zu anderen Regionen, stehen auf den Seiten ihrer Datensätze.
    }
pay-description =
    { $count ->
        [one] Gehälter dieser { -roles } aus { NUMBER($count) } veröffentlichten Datensatz: jede Zahl mit Methode, Stichprobe und Jahr.
       *[other] Gehälter dieser { -roles } aus { NUMBER($count) } veröffentlichten Datensätzen: jede Zahl mit Methode, Stichprobe und Jahr, nie über Datensätze hinweg gemittelt.
    }
dataset-counts = { $population }, { $basis }
jobs-count =
    { $count ->
        [one] { NUMBER($count) } Stelle
       *[other] { NUMBER($count) } Stellen
    }
data-roles-name = { $site }: { -roles } und ihre Fakten
data-roles-description = { $site } Jeder Fakt zu { NUMBER($roles) } { -roles } in { NUMBER($rows) } Zeilen, mit Quellen, deren Daten und der Sicherheit jeder Angabe.
data-figures-description = { $method } { NUMBER($count) } Gehaltszahlen nach { -role }, Region und Jahr.
card-nothing = Noch nichts zu vergleichen
card-same =
    { $count ->
        [one] Gleich in der einzigen Zeile
       *[other] Gleich in allen { NUMBER($count) } Zeilen
    }
card-differ =
    { $count ->
        [one] Verschieden in { NUMBER($differ) } von { NUMBER($count) } Zeile
       *[other] Verschieden in { NUMBER($differ) } von { NUMBER($count) } Zeilen
    }
card-pair = { $left } und { $right }. { $about }.
card-row = { $row }: „{ $left }“ gegenüber „{ $right }“.
card-fact = { $row }: { $fact }.

## Stufen

levels = Stufen
levels-of-roles = Stufen der { -roles }
levels-of-role = Stufen: { $role }, und was sich von einer zur nächsten ändert
levels-of-others = Stufen anderer { -roles }
levels-description = { $frameworks ->
    [one] Ein Karriere-Framework
   *[other] { NUMBER($frameworks) } Karriere-Frameworks
} auf einer Skala, mit den Stufen von { $roles ->
    [one] 1
   *[other] { NUMBER($roles) }
} { -roles(case: "dative") }.
levels-about = Titel bedeuten bei jedem Arbeitgeber etwas anderes. Hier steht jede Stufe dort auf einer gemeinsamen Skala, wo ihre Beschreibung passt. Die Zuordnung ist unsere eigene; wo sie zweifelhaft ist, steht es dabei.
role-levels-title = { $role }: Stufen
role-levels-description = { $role } von { $first } bis { $last }: was { $count ->
    [one] ein Karriere-Framework
   *[other] { NUMBER($count) } Karriere-Frameworks
} zu jeder Stufe { $count ->
    [one] sagt
   *[other] sagen
} und was sich von einer zur nächsten ändert.
role-levels-about = Die Stufen der Frameworks sind einer gemeinsamen Skala zugeordnet. <link>Mehr dazu, worum es geht</link>.
levels-embed = <embed>Diese Stufen in eine andere Seite einbetten</embed>
levels-and-steps = Stufen und Schritte
common-scale = Die gemeinsame Skala
track-management = Führung
framework = Framework
frameworks = Frameworks
frameworks-aligned = Alle Frameworks nebeneinander
framework-own = Unser eigenes Framework.
framework-edition = Ausgabe: { $edition }.
framework-licence = Lizenz: { $licence }.
name-of-level = { $level } { $role }
level-of-framework = { $framework }: { $level }
doubt-of-level = { $level }. { $why }
doubt-of-mapping = Zur Zuordnung: { $why }
mapping-doubts = Anmerkungen und Zweifel zur Zuordnung
step-title = Von { $from } zu { $to }
step-within = Innerhalb von { $level }
step-of-framework = { $framework }: von { $from } zu { $to }
skill = Fähigkeit
skills-and-grades = Fähigkeiten und Grade
skills-to-add = Neue Fähigkeiten
grades = Grade
grades-that-rise = Höhere Grade
grades-that-fall = Niedrigere Grade
skills-carried-over = Vorhandene Fähigkeiten
skills-no-longer-listed = Nicht mehr genannt
skill-with-grade = { $skill } ({ $grade })
skill-grade-changes = { $skill } ({ $before } zu { $after })
lowered-grades = Niedriger als zuvor bei { $level }: { $skills }. { $why }
same-as-skill = Hier:
compare-levels = Zwei Stufen vergleichen
compare-levels-description = Jede Stufe, auch verschiedener { -roles } ({ NUMBER($roles) }), neben einer anderen: die Aussagen jedes Frameworks und die Fähigkeiten, die dazukommen oder bleiben.
compare-levels-without-script = Der Vergleich zweier Stufen braucht JavaScript. Ohne Skripte zeigen diese Seiten jede Stufe einzeln und jede Stufe der Skala im Überblick.
levels-first = Erste Stufe
levels-second = Zweite Stufe
levels-choose = Stufe wählen
levels-swap = Tauschen
levels-side-by-side = Beide Stufen nebeneinander
all-levels-by-role = Alle einzelnen Stufen
levels-across-roles = Eine Stufe der Skala im Überblick
levels-unknown = Diese Stufe gibt es hier nicht: { $names }.
levels-not-loaded = Die Stufen konnten nicht geladen werden. Prüfe die Verbindung und lade die Seite neu.
levels-compared = { $left } und { $right } werden unten verglichen.
levels-titles = Titel
levels-statements = Aussagen im Vergleich
levels-no-grades = Kein Framework hier bewertet die Fähigkeiten beider Stufen. Das Folgende gilt für jede Stufe.
levels-no-grades-of-role = Kein Framework hier bewertet die Fähigkeiten beider Stufen. Die Aussagen stehen unten.
levels-view-pair = Ohne Stufen: { $left } und { $right }
levels-compare-these = Diese Stufen vergleichen
level-title = { $level }: was diese Stufe überall bedeutet
level-description = { $level } in { $frameworks ->
    [one] einem Karriere-Framework
   *[other] { NUMBER($frameworks) } Karriere-Frameworks
}, für { $roles ->
    [one] { -role(case: "accusative") }
   *[other] { NUMBER($roles) } { -roles }
}.
level-titles = Titel nach Framework
level-across = { $level } im Überblick
level-skills-name = Fähigkeiten: { $level }
level-word = Stufe { $level }
other-levels = Andere Stufen
ladder-alt = Die Stufen von { $role } in { $frameworks ->
    [one] einem Framework
   *[other] { NUMBER($frameworks) } Frameworks
} auf der gemeinsamen Skala. Die Seite sagt dasselbe in Worten.
ladder-download = Zeichnung herunterladen (SVG)
ladder-doubts = Gestrichelt: die Zuordnung ist zweifelhaft.
learning = Lernen
free-material = Zu lernen
learning-about = Freies Material für die Fähigkeiten oben, mit den Stunden, wo der Herausgeber sie angibt. Welches Material zu einer Fähigkeit und einer Stufe passt, ist unser eigenes Urteil.
learning-of-role = Freies Material für die nötigen Fähigkeiten, mit den Stunden, wo der Herausgeber sie angibt. Kein Framework hier bewertet sie nach Stufen; welches Material passt, ist unser eigenes Urteil.
plan-hours = Zusammen { $hours } Stunden, nach Angabe der Herausgeber.
plan-hours-unknown = Die Stunden lassen sich nicht addieren: Nicht jeder Herausgeber gibt sie an, oder zu einer Fähigkeit gibt es hier nichts.
resource-hours = { $hours } Stunden
resource-no-licence = keine Lizenz angegeben
hiring = Einstellen
adverts-about = Für jede Stufe eine Stellenanzeige als Anfang, in Markdown, zusammengestellt aus dem, was diese Seite sagt. Was nur Sie wissen, steht in Klammern.
advert-of = Stellenanzeige: { $level }
advert-copy = { $name } kopieren
advert-copied = Stellenanzeige kopiert
interviews = Vorstellungsgespräche
interviews-about = wie Arbeitgeber und Bewerber sie öffentlich beschreiben
interview-topics = Themen:
advert-first = **[Team, Ort, Homeoffice oder nicht. Gehalt: von … bis …]**
advert-problem = [Ihr Problem in einem Satz, der mit „Seit dem Frühjahr haben wir“ beginnt. Dann der heutige Stand in Zahlen: Alarme im letzten Monat, wie lange ein neuer Dienst braucht, wie viele Ziele erreicht werden.]
advert-work = Die Arbeit
advert-level = Die Stufe
advert-level-about = [Was veröffentlichte Frameworks über diese Stufe sagen. Behalten Sie, was auf Ihre Stelle zutrifft, und sagen Sie es mit eigenen Worten, ohne Jahre.]
advert-conditions = Bedingungen
advert-on-call = Bereitschaft: [Menschen im Wechsel, Länge einer Schicht, Zeit bis zur Antwort, Alarme im letzten Quartal, Vergütung]
advert-authority = Was Sie anhalten oder ablehnen dürfen: [die Regel, und wer ihr zugestimmt hat]
advert-code = Anteil von Code: [im letzten Quartal, nicht geplant]
advert-year = Was in einem Jahr anders ist: [eine Änderung, die man beobachten kann]
advert-pay = Das obere Ende des Gehalts gilt für: [Kriterien]. Die Stufe bei uns: [Name]
advert-requirements = Was Sie getan haben
advert-requirements-about = [Wählen Sie drei oder vier, jede als etwas Getanes. Keine Jahre mit einem Produkt, kein Abschluss, wenn Sie auch ohne einstellen würden.]
advert-interviews = Wie wir entscheiden
advert-interviews-about = [Die Gespräche der Reihe nach, mit ihrer Länge. Zum Schluss eine Aufgabe, die der Arbeit ähnelt und auf die man sich vorbereiten kann. Sagen Sie, wann es eine Antwort gibt.]
advert-from = Zusammengestellt aus { $page }. Löschen Sie diesen Teil vor der Veröffentlichung.
pay-by-level = Gehalt nach Stufe
pay-by-level-about = Die Zahlen jedes Datensatzes mit Stufen, unter dessen eigenen Namen. „Senior“ kann dort auch Staff und Principal umfassen: Diese Stufen sind nicht die der Skala.
llms-levels = was jede Stufe in veröffentlichten Karriere-Frameworks verlangt und was sich von einer zur nächsten ändert
