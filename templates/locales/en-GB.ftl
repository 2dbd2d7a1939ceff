# Every word that readers see. A site overrides single messages in its own file of this name, and translates all of them in
# the file of another language.

## What the site compares

# The nouns in the middle and at the beginning of a sentence. `entity` in `content/site.yaml` replaces them, and a file of the
# site replaces both. A term may have forms, as `-roles = { $case -> [dative] … *[other] … }`, and attributes such as
# `.gender`. Every term has `.kind`, which is `occupation` or `thing` as the site says, and `.initial`, `vowel` or `consonant`.
-role = role
-Role = Role
-roles = roles
-Roles = Roles
-a-role = { -role.initial ->
    [vowel] an
   *[consonant] a
} { -role }
-A-role = { -role.initial ->
    [vowel] An
   *[consonant] A
} { -role }

## Numbers, dates and lists

number-word = { $number ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
   *[other] { NUMBER($number) }
}
list-and = { $first } and { $last }
list-separator = ,{ " " }
amount-sign = { $unit }{ $number }
amount-code = { $unit }{ "\u00A0" }{ $number }
quantity-symbol = { $number }{ $unit }
quantity-unit = { $number } { $unit }
per-year = a year
per-month = a month
per-day = a day
per-hour = an hour
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-range = { $from }–{ $to }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Every page

colour-scheme = Colour scheme
scheme-system = System
scheme-light = Light
scheme-dark = Dark
skip-link = Skip to content
breadcrumb = Breadcrumb
suggest-correction = Suggest a correction
site-search = Site
search = Search
site-navigation = Site
about-this-site = About this site
content-licence-link = Facts and texts are <licence>{ $name }</licence>.
content-licence = Facts and texts: { $name }.
figures-licence = Salary figures keep their publisher’s licence, as stated for each dataset.
published-by = Published by { $name }.
published-by-link = Published by <link>{ $name }</link>.
owner-notice = From the owner: { $notice }

## Parts that several pages share

add-to-compare = compare <rest>{ $name }</rest>
our-judgement = our judgement
no-data = no data
meter-level = level { $level }
as-of = as of { $date }
confidence =
    { $level ->
        [low] low confidence
        [high] high confidence
       *[medium] medium confidence
    }
role = { -Role }
chart-range = 10th to 90th percentile, with the 25th, the median and the 75th marked
median = Median
percentiles-25-75 = 25th to 75th percentile
sample = Sample
as-title = as “{ $title }”
small-sample = small
small-sample-range = “small”: fewer than thirty answers, so the ends of the range are unreliable.
table-options = Table options
matrix-roles = { -Roles }
matrix-rows = Rows
matrix-filter = Filter
matrix-weights = My weights
matrix-copy = Copy
choose-all = All
choose-none = None
matrix-filter-about = Show { -roles } that match every condition. { -A-role } without data in a row never matches a condition on that row.
filter-at-least = at least
filter-at-most = at most
filter-any = any
filter-from-year = from year
filter-to-year = to year
family = Family
tool = Tool
matrix-weights-about = Set how much each row matters to you and which end you prefer. A cell scores from 0 at the end you do not want to 1 at the end you want, multiplied by your weight; a cell without data scores 0. The order is your own judgement, not ours. Your weights are stored only in the URL.
weight-of-row = How much it matters
prefer = prefer
prefer-more = more
prefer-less = less
matrix-ranking = { -Roles } by my weights
matrix-baseline = Baseline
matrix-no-baseline = none
matrix-order = Order
order-by-family = by family
order-level-first = { $level } first
order-lowest-first = lowest first
order-highest-first = highest first
differences-only = Differences only
copy-or-save = Copy, save
copy-link-choice = Link
copy-table-choice = Table
copy-citation-choice = Citation
clear = Clear
pay-in = in
pay-slice =
    { $count ->
        [one] { $label } ({ NUMBER($count) } { -role })
       *[other] { $label } ({ NUMBER($count) } { -roles })
    }
compare-with = compare<rest> with { $role }</rest>
to-learn = To learn: { $skills }
moves-diagram = Diagram of career moves
moves-to-role =
    { $count ->
        [one] { NUMBER($count) }<rest> move to it, </rest>
       *[other] { NUMBER($count) }<rest> moves to it, </rest>
    }
moves-from-role =
    { $count ->
        [one] { NUMBER($count) }<rest> move from it</rest>
       *[other] { NUMBER($count) }<rest> moves from it</rest>
    }
move-from-to = { $from } → { $to }
to-learn-sentence = To learn: { $skills }.
move-detour = No direct move is described. The shortest route through one other { -role }, computed from the described moves, goes via <link>{ $role }</link>:
nothing-to-learn = Nothing new to learn
no-move = No move is described, neither direct nor through one other { -role }.
move-skills = Skills that { $to } needs and { $from } does not: { $skills }.
full-comparison = The full comparison
source-seen = { $seen }, { $date }.
references = References
dataset-population = Population
dataset-population-text =
    { $count ->
        [one] { $population }, { $basis }; { $years }; { NUMBER($count) } figure
       *[other] { $population }, { $basis }; { $years }; { NUMBER($count) } figures
    }
dataset-meaning = How to read it
dataset-method = Method
dataset-limitations = Limitations
source = Source
licence = Licence
credit = Credit: { $credit }
download = Download
figures-csv = <csv>Figures as CSV</csv>, also <spreadsheet>for spreadsheets</spreadsheet>
dataset-warnings = Before you rely on it
none = none
only-role = Only { $role }
both = Both
no-guide = no guide yet
level-of = (level { $level } of { $count })
rows-by-group = Rows by group

## Pages

not-found = Page not found
not-found-lead = Nothing is published at this address; the page may have been renamed. Any two of the { -roles } below are compared at <code>/compare/one-vs-other/</code>.
search-address = Search for the words in this address
the-roles = The { -roles }
not-found-more = <home>Home</home>, or <index>the A–Z index</index>
article-dates = { $minutes } min read. Published { $published }, last checked against its sources on { $reviewed }.
article-about = About { $roles }.
articles = Articles
no-articles = No articles yet.
tags = Tags
tagged = Tags: { $tags }
tag-title = Tag: { $tag }
texts-count =
    { $count ->
        [one] { NUMBER($count) } text
       *[other] { NUMBER($count) } texts
    }
pages-below = In this section
role-vs-role = <first>{ $left }</first> vs <second>{ $right }</second>
tools-count =
    { $count ->
        [one] { NUMBER($count) } tool
       *[other] { NUMBER($count) } tools
    }
fit-title = Which { -roles } fit how you like to work?
fit-questions = Questions
list-of-lists-separator = ;{ " " }
fit-no-effect = No effect on any { -role }
fit-no-answer = No answer
fit-why = How each answer is weighted, and why
weight = Weight
fit-row = The last column shows the row “{ $row }” of the <link>comparison</link>.
fit-clear = Clear answers
fit-results = Your results
fit-see-ranking = See the ranking
fit-by-hand = Choose an answer to a question to see its weights. Without JavaScript the page cannot add them up for you: add the weights in { -a-role }’s column of <link>the table of all weights</link>. Each { -role }’s highest possible score, from weights that are our own judgement:
fit-maximum = maximum { $points }
fit-firsts = Answers that rank each { -role } first
fit-firsts-about = Every { -role } can rank first. Each link below selects one set of answers that does it; there are others.
fit-weights = All weights
fit-weights-about = All { $count } weights in one table; each is our own judgement. { -A-role }’s score is the sum of the weights in its column for the answers you chose. An empty cell counts 0, and nothing else affects the score. Also available <json>as JSON</json>.
fit-weights-label = Weights by answer and { -role }
fit-weights-caption = The weight of each answer for each { -role }, in our own judgement
fit-maximum-row = Maximum
facts-due = Facts due for review
facts-due-about = { $dated } facts have a date: their own, or that of their newest source. The { $listed } oldest are listed here. { $undated } facts are our own judgement and have no date.
date = Date
fact = Fact
value = Value
glossary = Glossary
home-title = { $site }: { -roles } compared from cited facts
home-question =
    { -role.kind ->
        [occupation] What does the job involve, and how does it differ from similar { -roles }?
       *[thing] What distinguishes these { -roles } from each other?
    }
compare-two-roles = Compare two { -roles }
first-role = First { -role }
second-role = Second { -role }
vs = vs
compare = Compare
compare-two-roles-about = Compare two { -roles }: choose the first, then the second on its page.
often-compared = Often compared
all-roles-in-one-table = All { -roles } in one table
fit-quiz = Quiz: which { -roles } fit you?
facts-and-sources = Facts and sources
home-counts = <b>{ $roles }</b> { -roles }, <b>{ $pairs }</b> comparisons and <b>{ $facts }</b> facts. <b>{ $cited }</b> of the facts cite a source; the rest are marked as our judgement. <b>{ $sources }</b> sources, <b>{ $figures }</b> salary figures.
home-counts-facts = <b>{ $roles }</b> { -roles }, <b>{ $pairs }</b> comparisons and <b>{ $facts }</b> facts. <b>{ $cited }</b> of the facts cite a source; the rest are marked as our judgement. <b>{ $sources }</b> sources.
compare-all-roles = Compare all { -roles }
compare-all-lead = Every cell shows its source and year, or is marked as our judgement.
matrix-shown-all = { $roles } { -roles }, { $rows } rows.
matrix-active-filters = Active filters
matrix-two-roles = The two { -roles } shown
skip-table = Skip table
matrix-table = { -Roles }, row by row
end-of-table = End of the table
career-moves =
    { -role.kind ->
        [occupation] Career moves
       *[thing] Moves
    }
moves-about = Arrows on the right lead down the list, on the left up. The number before { -a-role } counts the moves to it, the number after it the moves from it. Hover { -a-role } to isolate its moves; select it to read them below.
moves-overview = Overview
moves-counts = How many people make these moves is not known. These are the site’s own counts of the moves described here:
moves-learnt = Skills learnt most often:
no-moves-from = No moves from this { -role } are described yet.
arrivals = People move here from { $roles }.
no-moves-to = No moves to this { -role } are described yet.
open-data = Open data
edition = Edition of { $date }.
files = Files
files-table = Table of files
file = File
contents = Contents
size = Size
described-by = Described by
for-spreadsheets-link = For spreadsheets
role-files = Each { -role } also has its own file: { $roles }.
licences = Licences
salary-dataset = Salary dataset
figures = Figures
csv-or-spreadsheet = <csv>CSV</csv>, <spreadsheet>for spreadsheets</spreadsheet>
reading-files = How to read the files
reading-stable = URLs and field names under <code>/api/v1/</code> are stable; new fields may be added. Breaking changes go to <code>/api/v2/</code>.
reading-csv = CSV for programs is UTF-8 without a byte order mark (RFC 4180), and every value is exact. An empty field means no value. Column types are in <code>datapackage.json</code> (<link>Data Package 2.0</link>).
reading-spreadsheets = CSV for spreadsheets begins with a byte order mark, so that Excel shows accents, and puts a <code>'</code> in front of text that looks like a formula. The CSV files of { -roles } and pairs do the same. Do not process these files with a program.
reading-json = Each JSON file names its JSON Schema (draft 2020-12) under <code>$schema</code>.
reading-figures = Do not pool figures from different datasets. Compare two figures only if they have the same region, level, year, currency, period and basis.
columns-of = Columns of { $file }
columns-table = Table of the columns of { $file }
column = Column
type = Type
pair-downloads = Download: <markdown>Markdown</markdown> <csv>CSV</csv> <embed>embed</embed>
at-a-glance = At a glance
levels-of-both = The levels of both { -roles }
lowest-on-the-left = Lowest level on the left
our-take = Our take
row-by-row = Row by row, biggest differences first
pay = Pay
pay-compared = Only figures from the same dataset, region, level, year, currency and basis (gross or net) are compared.
pay-not-compared = Not compared:
all-figures = all { $figures }
tools = Tools
skills = Skills
skills-material = Free courses and books to learn from
moving-between = Moving from one to the other
sources = Sources
family-of-role = Family: <link>{ $family }</link>.
also-called = Also called { $names }.
guide-dates = { $minutes } min read, last checked against its sources on { $reviewed }.
role-downloads = Download: <markdown>Markdown</markdown> <csv>CSV</csv> <json>JSON</json>
on-this-page = On this page
guide = Guide
more-of-family = More of { $family }
levels-from-to = { $from } to { $to }
facts = Facts
responsibilities = Responsibilities
salary-figures = Salary figures
where-next = Where people go next
compared-with-others = Compared with other { -roles }
fact-changed = Changed { $date }. Previously: { $before }. { $reason }
figures-with-others = { $dataset }, with the other { -roles } in the dataset
no-figures = No salary figures for this { -role } yet.
all-figures-of-role = <link>All { $figures }</link>: by dataset, country, level and year.
all-career-moves =
    { -role.kind ->
        [occupation] All career moves
       *[thing] All moves
    }
similar-roles = Similar { -roles }
pair-choose = Choose { $role } if this suits you better:
pair-hire =
    { -role.kind ->
        [occupation] Hire { $role } when this is what your team lacks:
       *[thing] Take { $role } when this is what you lack:
    }
pair-aims = { $left }: { $left_aim }. { $right }: { $right_aim }.
pair-composed = Composed from the facts below. Nobody has written about this pair yet.
pair-title = { $left } vs { $right }
role-compared = { $role } compared
role-compared-with = <link>With all other { -roles }, in one table</link>, or with one of them:
roles = { -Roles }
pay-guard = <strong>Don’t compare figures from different surveys.</strong> Each dataset counts different people in a different way, so a gap between two of them says nothing about the two jobs.
pay-start = Start with <role>{ -a-role }</role>, or with <dataset>a dataset</dataset> and its method. <csv>All figures with an open licence as CSV</csv>, also <spreadsheet>for spreadsheets</spreadsheet>.
by-role = By { -role }
filter-figures = Filter figures
all-roles = All { -roles }
country = Country
all-countries = All countries
dataset = Dataset
all-datasets = All datasets
level = Level
any-level = Any level
all-levels-combined = All levels combined
show-all = Show all
figures-in-datasets =
    { $figures ->
        [one] { NUMBER($figures) } figure in { $datasets ->
            [one] { NUMBER($datasets) } dataset
           *[other] { NUMBER($datasets) } datasets
        }
       *[other] { NUMBER($figures) } figures in { $datasets ->
            [one] { NUMBER($datasets) } dataset
           *[other] { NUMBER($datasets) } datasets
        }
    }
dataset-from = { $counts }. From <link>{ $source }</link>
country-level-year = Country, level, year
low = Low
high = High
all-levels = all levels
mean = mean
about-this-role = About this { -role }
no-figures-for-selection = No figures for this selection.
low-and-high = Low: 25th percentile. High: 75th percentile. “small”: fewer than thirty answers, so both ends are unreliable.
by-place = By place
states-and-cities = States and cities
other-pay-levels = Other levels of datasets, and years of experience
pay-in-place = Pay: { $place }
pay-place-description =
    { $count ->
        [0] The nearest figures of pay for { $place }, each with its source, date and sample, and the reason why it is shown.
        [one] What one { -role } is paid in { $place }, and the nearest figures for the others, each with its source, date and sample.
       *[other] What { NUMBER($count) } { -roles } are paid in { $place }, and the nearest figures for the others, each with its source, date and sample.
    }
wider-places = Part of:
places-within = Places within:
figures-for-place = Figures for this place
nearest-for-place = No figure for this place: the nearest
all-figures-for-place = All figures for this place
more-datasets =
    { $count ->
        [one] one more dataset
       *[other] { NUMBER($count) } more datasets
    }
nearest-figure = No figure for { $role } ({ $place }). Shown instead: { $what }.
nearest-all-levels = all levels together
nearest-level = the level { $level }
nearest-wider = { $region }, which includes { $place }
nearest-currency = { $region }, which has the same currency
nearest-nearby = { $region }, also in { $wider }
nearest-role = { $role }, a similar { -role }
nearest-elsewhere = No figure in these countries; the nearest one, with the reason:
pay-by-country =
    { $count ->
        [one] Median in one country
       *[other] Median in { NUMBER($count) } countries
    }
not-in-combined-files = The files that combine all datasets leave these figures out.
stand-title = Where do you stand?
stand-figure = Compare with
stand-pay = Your pay
stand-unit = in { $currency }, { $paid }
stand-local = Computed on this page: what you type is neither sent nor stored.
stand-between = About { $percent }% of the people in this figure are paid less.
stand-offers = About { $percent }% of these adverts offer less.
stand-below = Below the 10th percentile ({ $amount }): at least 90% get more.
stand-above = Above the 90th percentile ({ $amount }): at most 10% get more.
stand-number = Type a number, such as { $example }.
stand-limits = { $limits }. An estimate between published percentiles, good to about ten percentage points.
stand-small = Fewer than thirty answers: only the side of the median says anything.
stand-axis = 10th, 25th, 50th, 75th and 90th percentile: { $amounts }
by-dataset = By dataset
charts-about = Each chart compares like with like: one dataset, region, level, year, currency and basis. The box spans the 25th to the 75th percentile, the line marks the median or the mean (as labelled), and the whiskers run from the 10th to the 90th percentile.
dataset-details = How to read it, method and limitations
dataset-figures = <all>All { $count } figures: regions, levels, years</all>, or <csv>as CSV</csv>, also <spreadsheet>for spreadsheets</spreadsheet>
search-label = Search, or name two { -roles } to compare
search-without-script = Search needs JavaScript, which is off. Every page is listed below by name; use your browser’s find-in-page.
everything-by-name = Everything by name
first-letters = First letters
about-dataset = About the dataset
filter = Filter
order = Order
order-by-publisher = by publisher
order-newest = newest first
order-most-cited = most cited first
publishers-by-letter = Publishers by letter
cited-in =
    { $count ->
        [one] Cited in { NUMBER($count) } place
       *[other] Cited in { NUMBER($count) } places
    }
not-cited = Not cited
source-licence = Licence: { $licence }.
see-also = See also { $terms }.
tool-category = Mainly for <link>{ $category }</link>.
home-page = Home page:
tool-users = Who uses it, and for what
alongside = alongside
the-only-tool = the only tool listed
no-role-lists-tool = No { -role } lists this tool.
roles-count =
    { $count ->
        [one] { NUMBER($count) } { -role }
       *[other] { NUMBER($count) } { -roles }
    }

## Scripts: the compare list

compare-list = Compare list
compare-list-cleared = Compare list cleared
compare-list-full =
    { $count ->
        [one] The compare list holds { NUMBER($count) } { -role }. Remove it first.
       *[other] The compare list holds { NUMBER($count) } { -roles }. Remove one first.
    }
compare-list-added = { $name } added. { NUMBER($count) } in the compare list at the end of the page.
remove = Remove { $name }
compare-with-all = Compare with all
compare-count = Compare { NUMBER($count) }
compare-list-removed = { $name } removed

## Scripts: copies and embeds

table-difference = Difference
table-sources = { $role }: sources
table-row = Row
table-address = Address
citation = { $site }, ‘{ $title }’, { $address } (read { $day })
close = Close
copy-link-to = Copy link<rest> to { $name }</rest>
link-to-copied = Link to “{ $name }” copied
link-copied = Link copied
table-copied = Table copied, for documents and mail
table-copied-markdown = Table copied as Markdown
table-copied-csv = Table copied as CSV
citation-copied = Citation copied
save-comparison = Save
comparison-is-saved = Saved
comparison-saved = Saved in this browser; listed on the page Compare, under “Copy, save”
comparison-removed = No longer saved
nothing-saved = Nothing is saved yet. What you save stays in this browser.
saving-refused = This browser does not keep data for this site, so nothing is saved
embed = Embed
printed-read = { $page } (read { $day })
order-differences = Biggest differences first
order-groups = By group
rows-heading = Row by row
all-rows = All rows
theme-auto = Match the reader’s setting
theme-light = Light
theme-dark = Dark
embed-about = Paste this HTML to embed it. No scripts, no trackers.
embed-show = Show
embed-colours = Colours
embed-address = Address of the embed
html-copied = HTML copied
embed-title = { $title }, { $site }
embed-title-row = { $title }: { $row }, { $site }

## Scripts: filters, the fit guide and search

without-filter = without “{ $name }” ({ NUMBER($count) })
nearest-figures = No figures for this selection; the nearest ones are
copy-results = Copy link to results
fit-out-of = out of { $points }
fit-your-score = Your score
side-by-side = { $names } side by side
fit-tie =
    { $count ->
        [one] { NUMBER($count) } { -role } has this score.
       *[other] { NUMBER($count) } { -roles } have the same score. Answer more questions to separate them.
    }
fit-to-compare = To compare:
fit-start = Answer a question to start.
fit-summary = { NUMBER($count) } of { NUMBER($all) } answered. { $scores }.
fit-no-score = No { -role } scores above 0
fit-missing =
    { $count ->
        [one] One answer in this link no longer exists and is ignored.
       *[other] { NUMBER($count) } answers in this link no longer exist and are ignored.
    }
sources-shown =
    { $all ->
        [one] { NUMBER($count) } of { NUMBER($all) } source
       *[other] { NUMBER($count) } of { NUMBER($all) } sources
    }
search-results = Results
search-all-results = All { NUMBER($count) } results
search-slash = Press / to search from any page
search-more = Show { NUMBER($count) } more of { NUMBER($all) }
search-failed = Could not load the search index. Check your connection and try again.
kind-role = { -Role }
kind-tool = Tool
kind-term = Term
kind-article = Article
kind-row = Comparison row
kind-pay = Pay
kind-page = Page
kind-family = { -Role } family
kind-tools = Tool category
kind-level = Level
kind-rule = For contributors
kind-pair = Comparison
kind-fact = Fact
kind-section = Section
kind-text = Text
search-in = In { $place }
search-count =
    { $count ->
        [0] No results
        [one] { NUMBER($count) } result
       *[other] { NUMBER($count) } results
    }
search-some-words = No result matches every word. { $results } for some of them
# Words of a query that is a comparison, separated by spaces: `SRE vs DevOps`.
search-pay-of = Pay: { $role }
search-pay-in = Pay: { $role }, { $place }
search-pay-in-place = Pay: { $place }
search-pay-nearest = No figure for this place; the page links to the nearest.
search-compare = Compare { $roles }
search-versus = vs versus v
# Other words between two roles: `SRE or DevOps`.
search-separators = or and with to against than
# Words to ignore around them: `what is the difference between SRE and DevOps`.
search-fillers = difference differences between compare compared comparison of what whats s is are the a an from move moving should i be become how does do differ { -roles } { -role }

## Scripts: the matrix

view-link-to-copied = Link to “{ $name }” in this view copied
view-not-found = Not found here: { $names }. The rest of the view is shown.
remove-filter = Remove filter: { $filter }
view-pair = { $left } vs { $right }: full comparison
view-link-copied = Link to this view copied
weight-0 = does not matter
weight-1 = matters a little
weight-2 = matters
weight-3 = matters most
order-by-weights = by my weights
score-of = of { $most }
score-of-silent = of { $most }, no data in { NUMBER($count) }
mark-same = same
mark-no-data = no data to compare
mark-differs = differs
mark-shared = { NUMBER($shared) } of { NUMBER($all) } shared
steps =
    { $count ->
        [one] { NUMBER($count) } step
       *[other] { NUMBER($count) } steps
    }
points =
    { $count ->
        [one] { NUMBER($count) } point
       *[other] { NUMBER($count) } points
    }
mark-above = { $size } above
mark-below = { $size } below
mark-no-figures = no figures that may be compared
mark-pay-same =
    { $count ->
        [one] same in the { NUMBER($count) } figure that agrees
       *[other] same in { NUMBER($count) } figures that agree
    }
mark-pay-higher =
    { $count ->
        [one] higher in the { NUMBER($count) } figure that agrees
       *[other] higher in all { NUMBER($count) } figures that agree
    }
mark-pay-lower =
    { $count ->
        [one] lower in the { NUMBER($count) } figure that agrees
       *[other] lower in all { NUMBER($count) } figures that agree
    }
mark-pay-mixed =
    { $count ->
        [one] higher in { NUMBER($higher) }, lower in { NUMBER($lower) } of the { NUMBER($count) } figure that agrees
       *[other] higher in { NUMBER($higher) }, lower in { NUMBER($lower) } of { NUMBER($count) } figures that agree
    }
role-on-the-left = { -Role } on the left
role-on-the-right = { -Role } on the right
previous-role = Previous { -role }
next-role = Next { -role }
roles-position = { -roles } { NUMBER($left) } and { NUMBER($right) } of { NUMBER($all) }
go-to-row = Go to a row
matrix-shown = { $roles }, { $rows }.
rows-count =
    { $count ->
        [one] { NUMBER($count) } row
       *[other] { NUMBER($count) } rows
    }
roles-of-all =
    { $all ->
        [one] { NUMBER($some) } of { NUMBER($all) } { -role }
       *[other] { NUMBER($some) } of { NUMBER($all) } { -roles }
    }
rows-of-all =
    { $all ->
        [one] { NUMBER($some) } of { NUMBER($all) } row
       *[other] { NUMBER($some) } of { NUMBER($all) } rows
    }
select-a-role = Select { -a-role } to show it.
no-role-matches = No { -role } matches the filter.
hidden-without-data =
    { $count ->
        [one] One { -role } is hidden for lack of data.
       *[other] { NUMBER($count) } { -roles } are hidden for lack of data.
    }
baseline-is = { $role } is the baseline.
sorted-by = Sorted by { $row }, { $first }.
sorted-by-pay = Sorted by { $row }, { $first } ({ $dataset }, { $slice }).
sorted-by-weights = Sorted by my weights, highest score first.
order-quoted-first = “{ $level }” first
compare-roles = Compare { -roles }
limit-at-least = { $row } at least { $value }
limit-at-most = { $row } at most { $value }
limit-from-year = { $row } from { $value }
limit-to-year = { $row } up to { $value }
limit-is = { $row }: { $value }
limit-tool = uses { $tool }
limit-family = family { $family }
limit-pay = { $amount } ({ $dataset }, { $slice })
copy-blocked = This browser blocked copying. The text is selected: copy it from here.
copy-row-link = Copy the link to { $row }
baseline-of = Baseline: { $role }
sort-by-row = Sort { -roles } by { $row }
rows-folded =
    { $count ->
        [one] { NUMBER($count) } row folded
       *[other] { NUMBER($count) } rows folded
    }
weights-judgement = Your own judgement, weighted and added up
rank = rank { NUMBER($rank) }
score-silent = no data, counted as 0: { $rows }
not-matching = does not match the filter

## Comparisons in words

quoted = “{ $name }”
number-more = { $number } more
sentence = { $text }.
summary-higher = { $role } ranks higher on { $rows }.
summary-both-higher = { $left } ranks higher on { $left_rows }; { $right } on { $right_rows }.
summary-same-levels = They have the same level on every scale and differ in { $rows }.
summary-same = They are the same in every row that can be compared.
summary-nothing = There is nothing to compare yet.
brief-same = the same
brief-no-data = no data for either
brief-no-data-for = no data for { $role }
yes = Yes
no = No
number-range = { $from }–{ $to }
brief-later = { $role }: later
brief-years-later =
    { $count ->
        [one] { $role }: { $number } year later
       *[other] { $role }: { $number } years later
    }
brief-higher-range = { $role }: higher
order-earliest-first = Earliest first
order-latest-first = Latest first
mark-later = later
mark-earlier = earlier
prefer-later = Later
prefer-earlier = Earlier
brief-levels-higher =
    { $count ->
        [one] { $role }: { $number } level higher
       *[other] { $role }: { $number } levels higher
    }
brief-points =
    { $count ->
        [one] { $number } point
       *[other] { $number } points
    }
brief-higher = { $role }: { $distance } higher
brief-items =
    { $count ->
        [one] { $number } in common
       *[other] { $number } in common
    }
brief-no-tools = none in common
brief-tools = { NUMBER($shared) } of { NUMBER($all) } in common
brief-pay-one = { $role } is higher
brief-pay-all =
    { $count ->
        [one] { $role } is higher in all { $number } figures
       *[other] { $role } is higher in all { $number } figures
    }
brief-pay-some =
    { $count ->
        [one] { $left } is higher in { $left_count } of { $number } figures, { $right } in { $right_count }
       *[other] { $left } is higher in { $left_count } of { $number } figures, { $right } in { $right_count }
    }
pay-no-figures = no dataset has a figure for either { -role }
pay-no-figures-for = no dataset has a figure for { $role }
pay-closest-differ = not compared: the closest figures differ in { $properties }
property-source = source
property-population = population
property-basis = gross or net
property-period = period (year, month, day or hour)
property-currency = currency
property-region = region
property-level = level
property-year = year
property-statistic = statistic
property-answer = answer option (one option stands for both { -roles })

## Facts and figures in words

level-of-scale = { $level } of { $count }
source-year = { $publisher }, { $year }
source-read-year = { $publisher }, read { $year }
figure = { $amount } { $period }, { $statistic } ({ $region }, { $time }{ $sample })
figure-sample = , n { $n }
and-more = and { NUMBER($count) } more
statistic-median = median
statistic-mean = mean
thousands = { $number }k
range = { $low } to { $high }
about-jobs =
    { $count ->
        [one] about { NUMBER($count) } job
       *[other] about { NUMBER($count) } jobs
    }
chart-caption =
    { $region }, { $level }, { $time }; { $currency } { $period }, { $basis ->
        [net] net
       *[gross] gross
    }
sample-size = n{ "\u00A0" }{ $n }
no-sample-size = no sample size
read-full = Read in full
read-excerpt = Read: introduction
read-section = Read: relevant section
read-secondary = Cited second-hand
judgement-title = Our judgement, not from a source
reference-number = Reference { $number }
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
section-link = Link to this section
table-number = Table { $number }
task-done = done
task-open = to do
footnote-number = Note { $number }
footnotes = Notes
footnote-back = Back to the text
figure-in-text = { $amount } { $period } ({ $statistic } of { $dataset }, { $region }, { $time }{ $sample })
limits-survey = It does not cover people who did not answer, and answers are not verified.
limits-advertised = An advert is an offer, not the pay agreed, and many adverts name no pay.
limits-statistic = An occupation covers many job titles, so it is not the pay of one title.
population-survey = Survey answers
population-advertised = Advertised pay
population-statistic = Official statistic
pay-gross = { $period }, before tax
pay-net = { $period }, after tax
meaning-survey = Each figure summarises what people in one country said they are paid, { $paid }, in the currency shown. Half are paid less than the median, a quarter less than the low end, a quarter more than the high end. Compare two figures only if country, level, year and currency agree.
meaning-advertised = Each figure summarises what adverts in one country offer, { $paid }, in the currency shown. Half are paid less than the median, a quarter less than the low end, a quarter more than the high end. Compare two figures only if country, level, year and currency agree.
meaning-statistic = Each figure is a statistics office’s estimate for everyone in an occupation, { $paid }, in the currency shown. Half are paid less than the median, a quarter less than the low end, a quarter more than the high end. Compare two figures only if country, level, year and currency agree.
figures-count =
    { $count ->
        [one] { NUMBER($count) } figure
       *[other] { NUMBER($count) } figures
    }
figures-for = { $figures } for { $role }
skills-in-common =
    { $count ->
        [one] { NUMBER($count) } skill in common: { $names }
       *[other] { NUMBER($count) } skills in common: { $names }
    }
skills-in-common-among =
    { $count ->
        [one] { NUMBER($count) } skill in common, among them { $names }
       *[other] { NUMBER($count) } skills in common, among them { $names }
    }
tools-in-common =
    { $count ->
        [one] { NUMBER($count) } tool in common: { $names }
       *[other] { NUMBER($count) } tools in common: { $names }
    }
tools-in-common-among =
    { $count ->
        [one] { NUMBER($count) } tool in common, among them { $names }
       *[other] { NUMBER($count) } tools in common, among them { $names }
    }
similar-same = the same level in { $rows }
similar-apart =
    { $count ->
        [one] furthest apart in { $row }, by { $number } level
       *[other] furthest apart in { $row }, by { $number } levels
    }

## Titles, descriptions and links

reference-for-contributors = Reference for contributors
reference-description = Every diagnostic explained, and the keys of every content file.
reference-codes = Diagnostics
reference-files = Content files
feed = Feed
all-files = All files
all-columns = The columns of the tables
all-facts = All facts
all-tools = All tools
all-salary-figures = All figures
all-terms = All terms
all-sources = All sources
role-data = Everything
the-facts = The facts
the-table = The table
how-to-embed = How to embed it
the-figures = The figures
reference = Reference
moved-title = Moved
moved-here = This page is here
feed-guide = Guide: { $role }
feed-change = { $role } · { $row }: now { $now }
feed-change-summary = Now: { $now }. Previously: { $before }. { $reason }
llms-data = Data
llms-open-data = every fact and figure with its source, as JSON and CSV
llms-compare = every row of every { -role } in one table
llms-moves = which { -roles } people move to, how, and what they learn
llms-fit = a quiz: which { -roles } fit your answers, with every weight shown
fit-guide = Fit guide
llms-choosing = Choosing
llms-pages = Pages
entry-role = { -role }
entry-comparison = comparison
entry-row = row
entry-tool = tool
entry-term = term
entry-article = article
entry-tag = tag
entry-pay = pay
entry-page = page
search-description = Search { $parts }, or browse them from A to Z.
searched-roles = { -roles }
searched-comparisons = comparisons
searched-rows = rows
searched-tools = tools
searched-terms = terms
searched-articles = articles
searched-tags = tags
searched-pay = salary figures
articles-description = Longer answers to questions about these { -roles }, with sources.
tags-description =
    { $count ->
        [one] { NUMBER($count) } tag of articles and pages.
       *[other] { NUMBER($count) } tags of articles and pages.
    }
tag-description =
    { $count ->
        [one] { NUMBER($count) } text tagged “{ $tag }”.
       *[other] { NUMBER($count) } texts tagged “{ $tag }”, the newest first.
    }
fit-description =
    { $questions ->
        [one] { NUMBER($questions) } question about how you like to work. Each answer counts for some of { NUMBER($roles) } { -roles } and against others, and every weight is shown.
       *[other] { NUMBER($questions) } questions about how you like to work. Each answer counts for some of { NUMBER($roles) } { -roles } and against others, and every weight is shown.
    }
facts-due-description = The facts with the oldest sources: the best place for a contributor to start.
glossary-description =
    { $count ->
        [one] { NUMBER($count) } term, defined in one sentence.
       *[other] { NUMBER($count) } terms, each defined in one sentence.
    }
moves-description =
    { $count ->
        [one] { NUMBER($count) } move between { NUMBER($roles) } { -roles }: how people make it and what they learn, with its source or marked as our judgement.
       *[other] { NUMBER($count) } moves between { NUMBER($roles) } { -roles }: how people make them and what they learn, each with its source or marked as our judgement.
    }
sort-ascending = low → high
sort-descending = high → low
moves-most-to = Most moves lead to
moves-most-from = Most moves start from
moves-none-to = No moves lead to (people start there or come from elsewhere)
moves-none-from = No moves start from
moves-diameter =
    { $count ->
        [one] Every { -role } can be reached from every other in at most { $number } move
       *[other] Every { -role } can be reached from every other in at most { $number } moves
    }
not-found-description = Nothing is published at this address.
open-data-description = Every fact and figure of this site with its source, as JSON and CSV for programs and for spreadsheets.
columns = columns
size-bytes =
    { $count ->
        [one] { NUMBER($count) } byte
       *[other] { NUMBER($count) } bytes
    }
size-kilobytes = { NUMBER($count) }{ "\u00A0" }KB
size-megabytes = { $number }{ "\u00A0" }MB
roles-description =
    { $count ->
        [one] { NUMBER($count) } { -role }, with its { $parts }.
       *[other] { NUMBER($count) } { -roles } in families, each with its { $parts }.
    }
described-facts = facts
described-tools = tools
described-pay = pay
described-moves =
    { -role.kind ->
        [occupation] career moves
       *[thing] moves
    }
career-moves-between-roles =
    { -role.kind ->
        [occupation] Career moves between the { -roles }
       *[thing] Moves between the { -roles }
    }
dataset-description = { $dataset }: pay by { -role }, region, level and year, with its method and warnings.
name-of-role = { $role }: { $name }
cited-responsibilities = responsibilities
cited-moves = where people go next
cited-guide = guide
cited-fit = Fit: { $question }
sources-description =
    { $count ->
        [one] The { NUMBER($count) } document cited on this site, and where it is used.
       *[other] The { NUMBER($count) } documents cited on this site, and where each is used.
    }
tool-description = { $line } Which { -roles } use it, and for what.
tools-description =
    { $count ->
        [one] { NUMBER($count) } tool by purpose, and the { -roles } that use it.
       *[other] { NUMBER($count) } tools by purpose, and the { -roles } that use them.
    }
matrix-description = { NUMBER($roles) } { -roles } in { NUMBER($rows) } rows, each cell with its source and year, or marked as our judgement.
slice = { $place }, { $time }: { $currency } { $period }, { $statistic }
pair-description = { $left } and { $right }, row by row with sources. { $summary }
more-pay =
    { $count ->
        [one] { $number } more pair of figures, for another region, is on its dataset’s page.
       *[other] { $number } more pairs of figures, for other regions, are on their datasets’ pages.
    }
pay-description =
    { $count ->
        [one] Pay for these { -roles } from { NUMBER($count) } published dataset: every figure with its method, sample and year, and never averaged across datasets.
       *[other] Pay for these { -roles } from { NUMBER($count) } published datasets: every figure with its method, sample and year, and never averaged across datasets.
    }
dataset-counts = { $population }, { $basis }
jobs-count =
    { $count ->
        [one] { NUMBER($count) } job
       *[other] { NUMBER($count) } jobs
    }
data-roles-name = { $site }: { -roles } and their facts
data-roles-description = { $site } Every fact of { NUMBER($roles) } { -roles } in { NUMBER($rows) } rows, with its sources, their dates, and the confidence in each.
data-figures-description = { $method } { NUMBER($count) } salary figures by { -role }, region and year.
card-nothing = Nothing to compare yet
card-same =
    { $count ->
        [one] The same in the one row
       *[other] The same in all { NUMBER($count) } rows
    }
card-differ =
    { $count ->
        [one] Different in { NUMBER($differ) } of { NUMBER($count) } row
       *[other] Different in { NUMBER($differ) } of { NUMBER($count) } rows
    }
card-pair = { $left } and { $right }. { $about }.
card-row = { $row }: “{ $left }” against “{ $right }”.
card-fact = { $row }: { $fact }.

## Levels

levels = Levels
levels-of-roles = Levels of { -roles }
levels-of-role = Levels of { $role }, and what changes from one to the next
levels-of-others = Levels of other { -roles }
levels-description = { $frameworks ->
    [one] One career framework
   *[other] { NUMBER($frameworks) } career frameworks
} on one scale, with the levels of { $roles ->
    [one] one { -role }
   *[other] { NUMBER($roles) } { -roles }
}.
levels-about = Titles differ from one employer to the next. Here each level stands where its description fits on a common scale. That mapping is our own; where it is in doubt, we say so.
role-levels-title = { $role }: levels
role-levels-description = { $role } from { $first } to { $last }: what { $count ->
    [one] a career framework says
   *[other] { NUMBER($count) } career frameworks say
} about each level, and what changes from one to the next.
role-levels-about = The levels of the frameworks are mapped to a common scale. More about <link>the { -role } itself</link>.
levels-embed = <embed>Embed these levels in another page</embed>
levels-and-steps = Levels and steps
common-scale = The common scale
track-management = management
framework = Framework
frameworks = Frameworks
frameworks-aligned = All frameworks side by side
framework-own = Our own framework.
framework-edition = Edition: { $edition }.
framework-licence = Licence: { $licence }.
name-of-level = { $level } { $role }
level-of-framework = { $framework }: { $level }
doubt-of-level = { $level }. { $why }
doubt-of-mapping = On the mapping: { $why }
mapping-doubts = Notes and doubts on the mapping
step-title = From { $from } to { $to }
step-within = Within { $level }
step-of-framework = { $framework }: from { $from } to { $to }
skill = Skill
skills-and-grades = Skills and grades
skills-to-add = Skills to add
grades = Grades
grades-that-rise = Grades that rise
grades-that-fall = Grades that fall
skills-carried-over = Skills carried over
skills-no-longer-listed = Skills no longer listed
skill-with-grade = { $skill } ({ $grade })
skill-grade-changes = { $skill } ({ $before } to { $after })
lowered-grades = Lower than before at { $level }: { $skills }. { $why }
same-as-skill = Here:
compare-levels = Compare two levels
compare-levels-description = Any level of { $roles ->
    [one] one { -role }
   *[other] { NUMBER($roles) } { -roles }
} beside another: the statements of each framework, and the skills to add and carried over.
compare-levels-without-script = Comparing two levels needs JavaScript. Without it, these pages have each level of a { -role }, and each level across all { -roles }.
levels-first = First level
levels-second = Second level
levels-choose = Choose a level
levels-swap = Swap
levels-side-by-side = Both levels side by side
all-levels-by-role = All levels by { -role }
levels-across-roles = A level across all { -roles }
levels-unknown = There is no level { $names } here.
levels-not-loaded = The levels could not be loaded. Check your connection and reload the page.
levels-compared = { $left } and { $right } are compared below.
levels-titles = Titles
levels-statements = Level by level
levels-no-grades = No framework here grades the skills of both levels. These are the skills of the { -roles } themselves, at any level.
levels-no-grades-of-role = No framework here grades the skills of both levels. Their statements are below.
levels-view-pair = The { -roles } themselves: { $left } and { $right }
levels-compare-these = Compare these levels
level-title = { $level }: what it means in every { -role }
level-description = { $level } in { $roles ->
    [one] one { -role }
   *[other] { NUMBER($roles) } { -roles }
} and { $frameworks ->
    [one] one career framework
   *[other] { NUMBER($frameworks) } career frameworks
}.
level-titles = Titles by framework
level-across = { $level } in every { -role }
level-skills-name = Skills for { $level }
level-word = { $level } level
other-levels = Other levels
ladder-alt = The levels of { $role } in { $frameworks ->
    [one] one framework
   *[other] { NUMBER($frameworks) } frameworks
}, aligned on the common scale. The page says the same in words.
ladder-download = Download the drawing (SVG)
ladder-doubts = Dashed: the mapping is in doubt.
learning = Learning
free-material = To learn
learning-about = Free material for the skills above, with the hours where its publisher states them. Which material suits a skill and a level is our own judgement.
learning-of-role = Free material for the skills of the { -role }, with the hours where its publisher states them. No framework here grades them by level; which material suits a skill is our own judgement.
plan-hours = Together { $hours } hours, as the publishers state them.
plan-hours-unknown = The hours cannot be added up: not every publisher states them, or there is no material here for a skill.
resource-hours = { $hours } hours
resource-no-licence = no licence stated
hiring = Hiring
adverts-about = A job advert to start from for each level, in Markdown, composed from what this page says. What only you know is in brackets.
advert-of = Job advert: { $level }
advert-copy = Copy { $name }
advert-copied = Job advert copied
interviews = Interviews
interviews-about = as employers and candidates describe them in public
interview-topics = Topics:
advert-first = **[Team, place, remote or not. Pay: from … to …]**
advert-problem = [Your problem, in one sentence that begins “Since the spring we have”. Then the present state in numbers: pages in the last month, how long a new service takes, how many objectives are met.]
advert-work = The work
advert-level = The level
advert-level-about = [What published frameworks say about this level. Keep what is true of your job, and say it in your own words, without years.]
advert-conditions = Conditions
advert-on-call = On call: [people in the rota, length of a shift, time to respond, pages in the last quarter, pay]
advert-authority = What you may stop or refuse: [the rule, and who has agreed to it]
advert-code = Share of code: [last quarter, not the plan]
advert-year = What will be different in a year: [one change that can be observed]
advert-pay = The upper end of the pay is for: [criteria]. The level on our ladder: [name]
advert-requirements = What you have done
advert-requirements-about = [Choose three or four, each as a thing done. No years with a product, no degree if you would hire without one.]
advert-interviews = How we decide
advert-interviews-about = [The conversations in order, with their length. End with a task that resembles the work and that candidates can prepare for. Say when they get an answer.]
advert-from = Composed from { $page }. Delete this part before you publish.
pay-by-level = Pay by level
pay-by-level-about = The figures of each dataset that has levels, under its own names. A dataset’s “senior” may include staff and principal: these levels are not those of the scale.
llms-levels = what each level asks in published career frameworks, and what changes from one to the next
