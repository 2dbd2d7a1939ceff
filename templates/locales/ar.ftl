# The words of `en-GB.ftl` in Arabic. Digits are Latin, as technical sites write them.

## ما تجري مقارنته

-role = { $form ->
    [dual] دوران
    [dual-oblique] دورين
    [counted] دورًا
   *[one] دور
}
-roles = أدوار

## Numbers, dates and lists

number-word = { NUMBER($number) }
list-and = { $first } و{ $last }
list-separator = ،{ " " }
amount-sign = { $unit }{ $number }
amount-code = { $number }{ "\u00A0" }{ $unit }
quantity-symbol = { $number }{ $unit }
quantity-unit = { $number } { $unit }
per-year = في السنة
per-month = في الشهر
per-day = في اليوم
per-hour = في الساعة
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-range = { $from }–{ $to }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## Every page

colour-scheme = نظام الألوان
scheme-system = حسب الجهاز
scheme-light = فاتح
scheme-dark = داكن
skip-link = انتقل إلى المحتوى
breadcrumb = مسار التنقل
suggest-correction = اقترح تصحيحًا
site-search = الموقع
search = بحث
site-navigation = الموقع
about-this-site = عن هذا الموقع
content-licence-link = الحقائق والنصوص مرخصة بموجب <licence>{ $name }</licence>.
content-licence = الحقائق والنصوص: { $name }.
figures-licence = وتحتفظ أرقام الأجور برخصة ناشرها، وهي مذكورة لكل مجموعة بيانات.
published-by = ينشره { $name }.
published-by-link = ينشره <link>{ $name }</link>.
owner-notice = من الناشر: { $notice }
add-to-compare = قارن <rest>{ $name }</rest>
our-judgement = تقديرنا
no-data = لا بيانات
meter-level = المستوى { $level }
as-of = بتاريخ { $date }
role = ال{ -role }
chart-range = من المئين 10 إلى المئين 90، مع بيان المئين 25 والوسيط والمئين 75
median = الوسيط
percentiles-25-75 = من المئين 25 إلى 75
sample = العينة
as-title = باسم «{ $title }»
small-sample = صغيرة
small-sample-range = «صغيرة»: أقل من ثلاثين إجابة، فلا يُعتمد على طرفي المدى.
table-options = خيارات الجدول
matrix-roles = ال{ -roles }
matrix-rows = الصفوف
matrix-filter = التصفية
matrix-weights = أوزاني
matrix-copy = نسخ
choose-all = الكل
choose-none = لا شيء
matrix-filter-about = تُعرض ال{ -roles } التي تحقق كل الشروط. ال{ -role } الذي لا بيانات له في صف لا يحقق أي شرط على ذلك الصف.
filter-at-least = على الأقل
filter-at-most = على الأكثر
filter-any = أي قيمة
filter-from-year = من سنة
filter-to-year = إلى سنة
family = العائلة
tool = الأداة
matrix-weights-about = حدد أهمية كل صف لك والطرف الذي تفضله. تُحسب الخلية من 0 عند الطرف الذي لا تريده إلى 1 عند الطرف الذي تريده، مضروبة في وزنك؛ والخلية التي لا بيانات لها تُحسب 0. الترتيب تقديرك أنت لا تقديرنا. أوزانك محفوظة في العنوان وحده.
weight-of-row = مدى أهميته
prefer = أفضّل
prefer-more = أكثر
prefer-less = أقل
matrix-ranking = ال{ -roles } بحسب أوزاني
matrix-baseline = المرجع
matrix-no-baseline = بلا مرجع
matrix-order = الترتيب
order-by-family = بحسب العائلة
order-level-first = { $level } أولًا
order-lowest-first = الأدنى أولًا
order-highest-first = الأعلى أولًا
differences-only = الفروق فقط
copy-or-save = نسخ وحفظ
copy-link-choice = الرابط
copy-table-choice = الجدول
copy-citation-choice = الاستشهاد
clear = مسح
pay-in = في
compare-with = قارن<rest> مع { $role }</rest>
to-learn = ما يلزم تعلمه: { $skills }
moves-diagram = مخطط الانتقالات المهنية
move-from-to = { $from } ← { $to }
to-learn-sentence = ما يلزم تعلمه: { $skills }.
move-detour = لا يوجد وصف لانتقال مباشر. أقصر طريق عبر { -role } آخر، محسوبًا من الانتقالات الموصوفة، يمر بـ<link>{ $role }</link>:
nothing-to-learn = لا جديد يلزم تعلمه
no-move = لا يوجد وصف لأي انتقال، لا مباشرةً ولا عبر { -role } آخر.
move-skills = مهارات يحتاجها { $to } ولا يحتاجها { $from }: { $skills }.
full-comparison = المقارنة الكاملة
source-seen = { $seen }، { $date }.
references = المراجع
dataset-population = مجتمع الدراسة
dataset-meaning = كيف تُقرأ
dataset-method = المنهج
dataset-limitations = الحدود
source = المصدر
licence = الرخصة
credit = النسبة إلى: { $credit }
download = تنزيل
figures-csv = <csv>الأرقام بصيغة CSV</csv>، وأيضًا <spreadsheet>لبرامج الجداول</spreadsheet>
dataset-warnings = قبل أن تعتمد عليها
none = لا شيء
only-role = { $role } فقط
both = كلاهما
no-guide = لا دليل بعد
level-of = (المستوى { $level } من { $count })
rows-by-group = الصفوف بحسب المجموعة
not-found = الصفحة غير موجودة
not-found-lead = لا شيء منشور على هذا العنوان؛ ربما تغيّر اسم الصفحة. كل { -role(form: "dual-oblique") } من ال{ -roles } أدناه تجري مقارنتهما على العنوان <code>/compare/one-vs-other/</code>.
search-address = ابحث عن كلمات هذا العنوان
the-roles = ال{ -roles }
not-found-more = <home>الصفحة الرئيسية</home> أو <index>الفهرس الأبجدي</index>
article-dates = { $minutes } دقائق قراءة. نُشر في { $published }، وروجع على مصادره آخر مرة في { $reviewed }.
article-about = عن { $roles }.
articles = المقالات
no-articles = لا مقالات بعد.
tags = الوسوم
tagged = الوسوم: { $tags }
tag-title = الوسم: { $tag }
texts-count =
    { $count ->
        [zero] لا نصوص
        [one] نص واحد
        [two] نصان
        [few] { NUMBER($count) } نصوص
        [many] { NUMBER($count) } نصًا
       *[other] { NUMBER($count) } نص
    }
pages-below = في هذا القسم
role-vs-role = <first>{ $left }</first> مقابل <second>{ $right }</second>
fit-title = أي ال{ -roles } يناسب طريقتك في العمل؟
fit-questions = الأسئلة
list-of-lists-separator = ؛{ " " }
fit-no-effect = لا أثر لها في أي { -role }
fit-no-answer = بلا إجابة
fit-why = كيف تُوزن كل إجابة، ولماذا
weight = الوزن
fit-row = يعرض العمود الأخير الصف «{ $row }» من <link>المقارنة</link>.
fit-clear = امسح الإجابات
fit-results = نتيجتك
fit-see-ranking = إلى الترتيب
fit-by-hand = اختر إجابة عن سؤال لترى أوزانها. من دون JavaScript لا تستطيع الصفحة جمعها: اجمع الأوزان في عمود ال{ -role } من <link>جدول كل الأوزان</link>. أعلى درجة ممكنة لكل { -role }، من أوزان هي تقديرنا نحن:
fit-maximum = الحد الأقصى { $points }
fit-firsts = إجابات تضع كل { -role } في المقدمة
fit-firsts-about = يمكن لكل { -role } أن يأتي أولًا. كل رابط أدناه يختار إجابات تحقق ذلك، وهناك غيرها.
fit-weights = كل الأوزان
fit-weights-about = كل الأوزان، وعددها { $count }، في جدول واحد؛ وكل منها تقديرنا نحن. درجة ال{ -role } هي مجموع الأوزان في عموده للإجابات التي اخترتها. الخلية الفارغة تُحسب 0، ولا شيء غير ذلك يُحسب. متاحة أيضًا <json>بصيغة JSON</json>.
fit-weights-label = الأوزان بحسب الإجابة وال{ -role }
fit-weights-caption = وزن كل إجابة لكل { -role }، بتقديرنا
fit-maximum-row = الحد الأقصى
facts-due = حقائق تنتظر المراجعة
facts-due-about = عدد الحقائق المؤرخة { $dated }: بتاريخها أو بتاريخ أحدث مصادرها. هنا أقدمها، وعددها { $listed }. أما { $undated } من الحقائق فتقديرنا نحن ولا تاريخ لها.
date = التاريخ
fact = الحقيقة
value = القيمة
glossary = مسرد المصطلحات
home-title = { $site }: مقارنة ال{ -roles } بحقائق موثقة
home-question =
    { -role.kind ->
        [occupation] ما الذي تتضمنه الوظيفة، وبم تختلف عن ال{ -roles } المشابهة؟
       *[thing] بمَ تختلف هذه ال{ -roles } بعضها عن بعض؟
    }
compare-two-roles = قارن بين { -role(form: "dual-oblique") }
first-role = ال{ -role } الأول
second-role = ال{ -role } الثاني
vs = مقابل
compare = قارن
compare-two-roles-about = قارن بين { -role(form: "dual-oblique") }: اختر الأول، ثم الثاني في صفحته.
often-compared = مقارنات شائعة
all-roles-in-one-table = كل ال{ -roles } في جدول واحد
fit-quiz = اختبار: أي ال{ -roles } يناسبك؟
facts-and-sources = الحقائق والمصادر
home-counts = ال{ -roles }: <b>{ $roles }</b>، والمقارنات: <b>{ $pairs }</b>، والحقائق: <b>{ $facts }</b>، منها <b>{ $cited }</b> تذكر مصدرًا والباقي موسوم بأنه تقديرنا. المصادر: <b>{ $sources }</b>، وأرقام الأجور: <b>{ $figures }</b>.
home-counts-facts = ال{ -roles }: <b>{ $roles }</b>، والمقارنات: <b>{ $pairs }</b>، والحقائق: <b>{ $facts }</b>، منها <b>{ $cited }</b> تذكر مصدرًا والباقي موسوم بأنه تقديرنا. المصادر: <b>{ $sources }</b>.
compare-all-roles = قارن كل ال{ -roles }
compare-all-lead = كل خلية تذكر مصدرها وسنته، أو موسومة بأنها تقديرنا.
matrix-shown-all = ال{ -roles }: { $roles }، الصفوف: { $rows }.
matrix-active-filters = عوامل التصفية المفعّلة
matrix-two-roles = ال{ -role(form: "dual") } المعروضان
skip-table = تخطَّ الجدول
matrix-table = ال{ -roles } صفًا صفًا
end-of-table = نهاية الجدول
career-moves = الانتقالات المهنية
moves-about = الأسهم على اليمين تتجه نزولًا في القائمة، وعلى اليسار صعودًا. الرقم على يسار ال{ -role } يعدّ الانتقالات إليه، والذي على يمينه يعدّ الانتقالات منه. أشر إلى { -role } لترى انتقالاته وحدها، واختره لتقرأها أدناه.
moves-overview = نظرة عامة
moves-counts = لا يُعرف عدد من ينتقلون هكذا. هذه أعداد الموقع نفسه للانتقالات الموصوفة هنا:
moves-learnt = أكثر ما يُتعلَّم من المهارات:
no-moves-from = لا يوجد بعد وصف لانتقالات من هذا ال{ -role }.
arrivals = ينتقل الناس إلى هنا من { $roles }.
no-moves-to = لا يوجد بعد وصف لانتقالات إلى هذا ال{ -role }.
open-data = البيانات المفتوحة
edition = إصدار { $date }.
files = الملفات
files-table = جدول الملفات
file = الملف
contents = المحتوى
size = الحجم
described-by = الوصف
for-spreadsheets-link = لبرامج الجداول
role-files = ولكل { -role } ملفه أيضًا: { $roles }.
licences = الرخص
salary-dataset = مجموعة بيانات الأجور
figures = الأرقام
csv-or-spreadsheet = <csv>CSV</csv>، <spreadsheet>لبرامج الجداول</spreadsheet>
reading-files = كيف تُقرأ الملفات
reading-stable = العناوين وأسماء الحقول تحت <code>/api/v1/</code> ثابتة؛ وقد تُضاف حقول جديدة. أما التغييرات غير المتوافقة فتأتي تحت <code>/api/v2/</code>.
reading-csv = ملفات CSV للبرامج بترميز UTF-8 من دون علامة ترتيب البايتات (RFC 4180)، وكل قيمة فيها دقيقة. الحقل الفارغ يعني عدم وجود قيمة. أنواع الأعمدة في <code>datapackage.json</code> (<link>Data Package 2.0</link>).
reading-spreadsheets = ملفات CSV لبرامج الجداول تبدأ بعلامة ترتيب البايتات كي يعرض Excel الحروف، وتضع <code>'</code> قبل النص الذي يشبه صيغة حسابية. وكذلك ملفات CSV لل{ -roles } والمقارنات. لا تعالج هذه الملفات ببرنامج.
reading-json = كل ملف JSON يذكر JSON Schema الخاص به (draft 2020-12) تحت <code>$schema</code>.
reading-figures = لا تجمع أرقامًا من مجموعات بيانات مختلفة. لا تقارن رقمين إلا إذا اتفقت المنطقة ومستوى الخبرة والسنة والعملة والفترة والأساس.
columns-of = أعمدة { $file }
columns-table = جدول أعمدة { $file }
column = العمود
type = النوع
pair-downloads = تنزيل: <markdown>Markdown</markdown> <csv>CSV</csv> <embed>تضمين</embed>
at-a-glance = لمحة سريعة
levels-of-both = مستويات ال{ -role(form: "dual-oblique") }
lowest-on-the-left = أدنى مستوى على اليمين
our-take = رأينا
row-by-row = صفًا صفًا، أكبر الفروق أولًا
pay = الأجور
pay-compared = لا تُقارن إلا أرقام من مجموعة البيانات نفسها وبالمنطقة ومستوى الخبرة والسنة والعملة والأساس (إجمالي أو صافٍ) نفسها.
pay-not-compared = من دون مقارنة:
all-figures = كل { $figures }
tools = الأدوات
skills = المهارات
skills-material = دورات وكتب مجانية للتعلّم
moving-between = الانتقال من أحدهما إلى الآخر
sources = المصادر
family-of-role = العائلة: <link>{ $family }</link>.
also-called = يسمى أيضًا { $names }.
guide-dates = { $minutes } دقائق قراءة، وروجع على مصادره آخر مرة في { $reviewed }.
role-downloads = تنزيل: <markdown>Markdown</markdown> <csv>CSV</csv> <json>JSON</json>
on-this-page = في هذه الصفحة
guide = الدليل
more-of-family = المزيد من { $family }
levels-from-to = من { $from } إلى { $to }
facts = الحقائق
responsibilities = المسؤوليات
salary-figures = أرقام الأجور
where-next = إلى أين ينتقل الناس
compared-with-others = مقارنةً ب{ -roles } أخرى
fact-changed = تغيّر في { $date }. سابقًا: { $before }. { $reason }
figures-with-others = { $dataset }، مع ال{ -roles } الأخرى في مجموعة البيانات
no-figures = لا أرقام أجور لهذا ال{ -role } بعد.
all-figures-of-role = <link>كل { $figures }</link>: بحسب مجموعة البيانات والبلد ومستوى الخبرة والسنة.
all-career-moves = كل الانتقالات المهنية
similar-roles = { -roles } مشابهة
pair-choose = اختر { $role } إذا كان هذا أنسب لك:
pair-hire =
    { -role.kind ->
        [occupation] وظّف { $role } عندما يكون هذا ما ينقص فريقك:
       *[thing] اختر { $role } عندما يكون هذا ما ينقصك:
    }
pair-aims = { $left }: { $left_aim }. { $right }: { $right_aim }.
pair-composed = مستخلص من الحقائق أدناه. لم يكتب أحد عن هذه المقارنة بعد.
pair-title = { $left } مقابل { $right }
role-compared = مقارنات { $role }
role-compared-with = <link>مع كل ال{ -roles } الأخرى في جدول واحد</link>، أو مع واحد منها:
roles = ال{ -roles }
pay-guard = <strong>لا تقارن أرقامًا من استطلاعات مختلفة.</strong> كل مجموعة بيانات تحصي أناسًا مختلفين بطريقة مختلفة، فالفرق بين اثنتين لا يدل على شيء عن الوظيفتين.
pay-start = ابدأ <role>ب{ -role }</role>، أو <dataset>بمجموعة بيانات</dataset> ومنهجها. <csv>كل الأرقام ذات الترخيص المفتوح بصيغة CSV</csv>، وأيضًا <spreadsheet>لبرامج الجداول</spreadsheet>.
by-role = بحسب ال{ -role }
filter-figures = صفِّ الأرقام
all-roles = كل ال{ -roles }
country = البلد
all-countries = كل البلدان
dataset = مجموعة البيانات
all-datasets = كل مجموعات البيانات
level = مستوى الخبرة
any-level = أي مستوى
all-levels-combined = كل المستويات معًا
show-all = اعرض الكل
dataset-from = { $counts }. من <link>{ $source }</link>
country-level-year = البلد، مستوى الخبرة، السنة
low = الأدنى
high = الأعلى
all-levels = كل المستويات
mean = المتوسط
about-this-role = عن هذا ال{ -role }
no-figures-for-selection = لا أرقام لهذا الاختيار.
low-and-high = الأدنى: المئين 25. الأعلى: المئين 75. «صغيرة»: أقل من ثلاثين إجابة، فلا يُعتمد على الطرفين.
by-place = حسب المكان
states-and-cities = الولايات والمدن
other-pay-levels = مستويات أخرى في البيانات، وسنوات الخبرة
pay-in-place = الأجر: { $place }
pay-place-description =
    { $count ->
        [0] أقرب أرقام الأجور إلى { $place }، مع مصدر كل رقم وتاريخه وحجم عيّنته وسبب عرضه.
       *[other] أرقام الأجور في { $place }، وأقرب الأرقام حيث لا رقم، مع مصدر كل رقم وتاريخه وحجم عيّنته.
    }
wider-places = ضمن:
places-within = أماكن فيه:
figures-for-place = أرقام هذا المكان
nearest-for-place = لا رقم لهذا المكان: الأقرب
all-figures-for-place = كل أرقام هذا المكان
more-datasets =
    { $count ->
        [one] مجموعة بيانات أخرى
        [two] مجموعتا بيانات أخريان
        [few] { NUMBER($count) } مجموعات بيانات أخرى
       *[other] { NUMBER($count) } مجموعة بيانات أخرى
    }
nearest-figure = لا رقم لـ { $role } ({ $place }). المعروض بدلاً منه: { $what }.
nearest-all-levels = كل المستويات معاً
nearest-level = المستوى { $level }
nearest-wider = { $region }، ويشمل { $place }
nearest-currency = { $region }، وعملته نفسها
nearest-nearby = { $region }، وهو أيضاً في { $wider }
nearest-role = { $role }، وهو مشابه
nearest-elsewhere = لا رقم في هذه البلدان؛ أقرب رقم مع السبب:
pay-by-country =
    { $count ->
        [one] الوسيط في بلد واحد
        [two] الوسيط في بلدين
        [few] الوسيط في { NUMBER($count) } بلدان
       *[other] الوسيط في { NUMBER($count) } بلداً
    }
not-in-combined-files = الملفات التي تجمع كل البيانات لا تتضمن هذه الأرقام.
stand-title = أين موقعك؟
stand-figure = قارن مع
stand-pay = أجرك
stand-unit = بعملة { $currency }، { $paid }
stand-local = يُحسب في هذه الصفحة: لا يُرسل ما تكتبه ولا يُحفظ.
stand-between = يتقاضى نحو { $percent }% من المشمولين بهذا الرقم أقل من ذلك.
stand-offers = يعرض نحو { $percent }% من هذه الإعلانات أقل من ذلك.
stand-below = أقل من المئين العاشر ({ $amount }): يحصل 90% على الأقل على أكثر.
stand-above = أعلى من المئين التسعين ({ $amount }): يحصل 10% على الأكثر على أكثر.
stand-number = اكتب رقماً، مثل { $example }.
stand-limits = { $limits }. تقدير بين مئينات منشورة، بدقة نحو عشر نقاط مئوية.
stand-small = أقل من ثلاثين إجابة: لا يدل إلا على أي جهة من الوسيط.
stand-axis = المئينات 10 و25 و50 و75 و90: { $amounts }
by-dataset = بحسب مجموعة البيانات
charts-about = كل مخطط يقارن المتماثل: مجموعة بيانات واحدة ومنطقة ومستوى خبرة وسنة وعملة وأساس. يمتد الصندوق من المئين 25 إلى المئين 75، ويبيّن الخط الوسيط أو المتوسط (كما هو مكتوب)، وتمتد الأطراف من المئين 10 إلى المئين 90.
dataset-details = كيف تُقرأ، والمنهج والحدود
dataset-figures = <all>كل الأرقام، وعددها { $count }: المناطق والمستويات والسنوات</all>، أو <csv>بصيغة CSV</csv>، وأيضًا <spreadsheet>لبرامج الجداول</spreadsheet>
search-label = ابحث، أو اكتب اسمي { -role(form: "dual-oblique") } للمقارنة
search-without-script = البحث يحتاج إلى JavaScript، وهو معطل. كل صفحة مدرجة أدناه باسمها؛ استخدم البحث داخل الصفحة في متصفحك.
everything-by-name = كل شيء بالاسم
first-letters = الحروف الأولى
about-dataset = عن مجموعة البيانات
filter = التصفية
order = الترتيب
order-by-publisher = بحسب الناشر
order-newest = الأحدث أولًا
order-most-cited = الأكثر استشهادًا أولًا
publishers-by-letter = الناشرون بحسب الحرف
not-cited = غير مستشهد به
source-licence = الرخصة: { $licence }.
see-also = انظر أيضًا { $terms }.
tool-category = أساسًا لـ<link>{ $category }</link>.
home-page = الموقع:
tool-users = من يستخدمها، ولماذا
alongside = مع
the-only-tool = الأداة الوحيدة المذكورة
no-role-lists-tool = لا { -role } يذكر هذه الأداة.
compare-list = قائمة المقارنة
compare-list-cleared = مُسحت قائمة المقارنة
compare-list-added = أُضيف { $name }. في قائمة المقارنة في آخر الصفحة { NUMBER($count) }.
remove = أزل { $name }
compare-with-all = قارن مع الكل
compare-count = قارن { NUMBER($count) }
compare-list-removed = أُزيل { $name }
table-difference = الفرق
table-sources = { $role }: المصادر
table-row = الصف
table-address = العنوان
citation = { $site }، «{ $title }»، { $address } (قُرئ في { $day })
close = إغلاق
copy-link-to = انسخ الرابط<rest> إلى { $name }</rest>
link-to-copied = نُسخ رابط «{ $name }»
link-copied = نُسخ الرابط
table-copied = نُسخ الجدول للمستندات والبريد
table-copied-markdown = نُسخ الجدول بصيغة Markdown
table-copied-csv = نُسخ الجدول بصيغة CSV
citation-copied = نُسخ الاستشهاد
save-comparison = حفظ
comparison-is-saved = محفوظة
comparison-saved = حُفظت في هذا المتصفح، وتجدها في صفحة «قارن» ضمن «نسخ وحفظ»
comparison-removed = لم تعد محفوظة
nothing-saved = لا شيء محفوظ بعد. ما تحفظه يبقى في هذا المتصفح.
saving-refused = لا يحتفظ هذا المتصفح ببيانات لهذا الموقع، فلم يُحفظ شيء
embed = تضمين
printed-read = { $page } (قُرئ في { $day })
order-differences = أكبر الفروق أولًا
order-groups = بحسب المجموعة
rows-heading = صفًا صفًا
all-rows = كل الصفوف
theme-auto = بحسب إعداد القارئ
theme-light = فاتح
theme-dark = داكن
embed-about = ألصق هذا الـHTML لتضمينه. بلا برامج نصية ولا متتبعات.
embed-show = اعرض
embed-colours = الألوان
embed-address = عنوان التضمين
html-copied = نُسخ HTML
embed-title = { $title }، { $site }
embed-title-row = { $title }: { $row }، { $site }
without-filter = من دون «{ $name }» ({ NUMBER($count) })
nearest-figures = لا أرقام لهذا الاختيار؛ وأقربها
copy-results = انسخ رابط النتيجة
fit-out-of = من { $points }
fit-your-score = درجتك
side-by-side = { $names } جنبًا إلى جنب
fit-to-compare = للمقارنة:
fit-start = أجب عن سؤال لتبدأ.
fit-summary = أُجيب عن { NUMBER($count) } من { NUMBER($all) }. { $scores }.
fit-no-score = لا { -role } تتجاوز درجته 0
search-results = النتائج
search-slash = اضغط / للبحث من أي صفحة
search-more = اعرض { NUMBER($count) } أخرى من { NUMBER($all) }
search-failed = تعذّر تحميل فهرس البحث. تحقق من الاتصال وحاول مرة أخرى.
kind-role = { -role }
kind-tool = أداة
kind-term = مصطلح
kind-article = مقال
kind-row = صف مقارنة
kind-pay = أجور
kind-page = صفحة
kind-family = عائلة { -roles }
kind-tools = فئة أدوات
kind-level = مستوى
kind-rule = للمساهمين
kind-pair = مقارنة
kind-fact = حقيقة
kind-section = قسم
kind-text = نص
search-in = في { $place }
search-some-words = لا نتيجة تطابق كل الكلمات. لبعضها: { $results }
search-pay-of = الأجر: { $role }
search-pay-in = الأجر: { $role }، { $place }
search-pay-in-place = الأجر: { $place }
search-pay-nearest = لا رقم لهذا المكان؛ تحيل الصفحة إلى أقرب الأرقام.
search-compare = مقارنة { $roles }
search-versus = مقابل ضد vs versus v
search-separators = أو أم و مع إلى من عن or and
search-fillers = الفرق فرق الفروق بين قارن مقارنة المقارنة ما ماذا هو هي هل كيف في الانتقال انتقال أنتقل أصبح { -role } ال{ -role } { -roles } ال{ -roles } وبين وظيفة
view-link-to-copied = نُسخ رابط «{ $name }» في هذا العرض
view-not-found = غير موجود هنا: { $names }. ويُعرض باقي العرض.
remove-filter = أزل عامل التصفية: { $filter }
view-pair = { $left } مقابل { $right }: المقارنة الكاملة
view-link-copied = نُسخ رابط هذا العرض
weight-0 = غير مهم
weight-1 = مهم قليلًا
weight-2 = مهم
weight-3 = الأهم
order-by-weights = بحسب أوزاني
score-of = من { $most }
score-of-silent = من { $most }، ولا بيانات في { NUMBER($count) }
mark-same = متساويان
mark-no-data = لا بيانات للمقارنة
mark-differs = مختلف
mark-shared = { NUMBER($shared) } من { NUMBER($all) } مشترك
mark-above = أعلى: { $size }
mark-below = أدنى: { $size }
mark-no-figures = لا أرقام تصح مقارنتها
role-on-the-left = ال{ -role } الأول
role-on-the-right = ال{ -role } الثاني
previous-role = ال{ -role } السابق
next-role = ال{ -role } التالي
roles-position = ال{ -role(form: "dual") } { NUMBER($left) } و{ NUMBER($right) } من { NUMBER($all) }
go-to-row = انتقل إلى صف
matrix-shown = { $roles }، { $rows }.
select-a-role = اختر { -role(form: "counted") } لعرضه.
no-role-matches = لا { -role } يطابق التصفية.
baseline-is = { $role } هو المرجع.
sorted-by = مرتب بحسب { $row }، { $first }.
sorted-by-pay = مرتب بحسب { $row }، { $first } ({ $dataset }، { $slice }).
sorted-by-weights = مرتب بحسب أوزاني، أعلى درجة أولًا.
order-quoted-first = «{ $level }» أولًا
compare-roles = قارن ال{ -roles }
limit-at-least = { $row } على الأقل { $value }
limit-at-most = { $row } على الأكثر { $value }
limit-from-year = { $row } من { $value }
limit-to-year = { $row } حتى { $value }
limit-is = { $row }: { $value }
limit-tool = يستخدم { $tool }
limit-family = عائلة { $family }
limit-pay = { $amount } ({ $dataset }، { $slice })
copy-blocked = منع هذا المتصفح النسخ. النص محدد: انسخه من هنا.
copy-row-link = انسخ رابط { $row }
baseline-of = المرجع: { $role }
sort-by-row = رتّب ال{ -roles } بحسب { $row }
weights-judgement = تقديرك أنت، موزونًا ومجموعًا
rank = المرتبة { NUMBER($rank) }
score-silent = لا بيانات، وتُحسب 0: { $rows }
not-matching = لا يطابق التصفية
quoted = «{ $name }»
number-more = { $number } غيرها
sentence = { $text }.
summary-higher = { $role } أعلى في { $rows }.
summary-both-higher = { $left } أعلى في { $left_rows }؛ و{ $right } أعلى في { $right_rows }.
summary-same-levels = لهما المستوى نفسه في كل مقياس، ويختلفان في { $rows }.
summary-same = هما متماثلان في كل صف تمكن مقارنته.
summary-nothing = لا شيء للمقارنة بعد.
brief-same = متماثلان
brief-no-data = لا بيانات لأي منهما
brief-no-data-for = لا بيانات عن { $role }
brief-higher = { $role }: أعلى بمقدار { $distance }
brief-no-tools = لا شيء مشترك
brief-tools = { NUMBER($shared) } من { NUMBER($all) } مشترك
brief-pay-one = { $role } أعلى
pay-no-figures = لا توجد مجموعة بيانات فيها رقم لأي من ال{ -role(form: "dual-oblique") }
pay-no-figures-for = لا توجد مجموعة بيانات فيها رقم عن { $role }
pay-closest-differ = من دون مقارنة: أقرب الأرقام تختلف في { $properties }
property-source = المصدر
property-population = مجتمع الدراسة
property-basis = الأساس (إجمالي أو صافٍ)
property-period = الفترة (سنة أو شهر أو يوم أو ساعة)
property-currency = العملة
property-region = المنطقة
property-level = مستوى الخبرة
property-year = السنة
property-statistic = المقياس الإحصائي
property-answer = خيار الإجابة (خيار واحد لكليهما)
level-of-scale = { $level } من { $count }
source-year = { $publisher }، { $year }
source-read-year = { $publisher }، قُرئ { $year }
figure = { $amount } { $period }، { $statistic } ({ $region }، { $time }{ $sample })
figure-sample = ، العدد { $n }
and-more = و{ NUMBER($count) } غيرها
statistic-median = الوسيط
statistic-mean = المتوسط
thousands = { $number }k
range = من { $low } إلى { $high }
sample-size = العدد{ "\u00A0" }{ $n }
no-sample-size = بلا حجم عيّنة
read-full = قُرئ كاملًا
read-excerpt = قُرئت المقدمة
read-section = قُرئ القسم المعني
read-secondary = استُشهد به نقلًا عن غيره
judgement-title = تقديرنا، لا من مصدر
reference-number = المرجع { $number }
alert-note = ملاحظة
alert-tip = نصيحة
alert-important = مهم
alert-warning = تحذير
alert-caution = تنبيه
section-link = رابط هذا القسم
table-number = الجدول { $number }
task-done = منجز
task-open = لم ينجز بعد
footnote-number = الحاشية { $number }
footnotes = الحواشي
footnote-back = العودة إلى النص
figure-in-text = { $amount } { $period } ({ $statistic } بحسب { $dataset }، { $region }، { $time }{ $sample })
limits-survey = لا يشمل من لم يجيبوا، والإجابات غير متحقق منها.
limits-advertised = الإعلان عرضٌ وليس الأجر المتفق عليه، وكثير من الإعلانات لا يذكر أجرًا.
limits-statistic = المهنة تشمل مسميات وظيفية كثيرة، فليس هذا أجر مسمى بعينه.
population-survey = إجابات استطلاع
population-advertised = أجور معلنة
population-statistic = إحصاء رسمي
pay-gross = { $period }، قبل الضريبة
pay-net = { $period }، بعد الضريبة
figures-for = { $figures } عن { $role }
similar-same = المستوى نفسه في { $rows }
reference-for-contributors = مرجع للمساهمين
reference-description = شرح كل رسالة تشخيص ومفاتيح كل ملف محتوى، بالإنجليزية.
reference-codes = رسائل التشخيص
reference-files = ملفات المحتوى
feed = الخلاصة
all-files = كل الملفات
all-columns = أعمدة الجداول
all-facts = كل الحقائق
all-tools = كل الأدوات
all-salary-figures = كل الأرقام
all-terms = كل المصطلحات
all-sources = كل المصادر
role-data = كل شيء
the-facts = الحقائق
the-table = الجدول
how-to-embed = كيفية التضمين
the-figures = الأرقام
reference = المرجع
moved-title = انتقلت
moved-here = الصفحة هنا
feed-guide = دليل: { $role }
feed-change = { $role } · { $row }: الآن { $now }
feed-change-summary = الآن: { $now }. سابقًا: { $before }. { $reason }
llms-data = البيانات
llms-open-data = كل حقيقة ورقم مع المصدر، بصيغتي JSON وCSV
llms-compare = كل صف لكل { -role } في جدول واحد
llms-moves = إلى أي ال{ -roles } ينتقل الناس، وكيف، وماذا يتعلمون
llms-fit = اختبار: أي ال{ -roles } يناسب إجاباتك، مع كل الأوزان
fit-guide = اختبار ال{ -roles }
llms-choosing = الاختيار
llms-pages = الصفحات
entry-role = { -role }
entry-comparison = مقارنة
entry-row = صف
entry-tool = أداة
entry-term = مصطلح
entry-article = مقال
entry-tag = وسم
entry-pay = أجور
entry-page = صفحة
search-description = ابحث في { $parts }، أو تصفحها أبجديًا.
searched-roles = ال{ -roles }
searched-comparisons = المقارنات
searched-rows = الصفوف
searched-tools = الأدوات
searched-terms = المصطلحات
searched-articles = المقالات
searched-tags = الوسوم
searched-pay = أرقام الأجور
articles-description = إجابات أطول عن أسئلة حول هذه ال{ -roles }، مع المصادر.
tags-description =
    { $count ->
        [zero] لا وسوم للمقالات والصفحات.
        [one] وسم واحد للمقالات والصفحات.
        [two] وسمان للمقالات والصفحات.
        [few] { NUMBER($count) } وسوم للمقالات والصفحات.
        [many] { NUMBER($count) } وسمًا للمقالات والصفحات.
       *[other] { NUMBER($count) } وسم للمقالات والصفحات.
    }
tag-description =
    { $count ->
        [zero] لا نصوص بالوسم «{ $tag }».
        [one] نص واحد بالوسم «{ $tag }».
        [two] نصان بالوسم «{ $tag }»، الأحدث أولًا.
        [few] { NUMBER($count) } نصوص بالوسم «{ $tag }»، الأحدث أولًا.
        [many] { NUMBER($count) } نصًا بالوسم «{ $tag }»، الأحدث أولًا.
       *[other] { NUMBER($count) } نص بالوسم «{ $tag }»، الأحدث أولًا.
    }
facts-due-description = الحقائق ذات أقدم المصادر: أفضل مكان يبدأ منه المساهم.
moves-most-to = معظم الانتقالات تؤدي إلى
moves-most-from = معظم الانتقالات تبدأ من
moves-none-to = لا انتقالات تؤدي إلى (يبدأ الناس هناك أو يأتون من غيرها)
moves-none-from = لا انتقالات تبدأ من
not-found-description = لا شيء منشور على هذا العنوان.
open-data-description = كل حقيقة ورقم في هذا الموقع مع المصدر، بصيغتي JSON وCSV للبرامج ولبرامج الجداول.
columns = الأعمدة
size-kilobytes = { NUMBER($count) }{ "\u00A0" }ك.ب
size-megabytes = { $number }{ "\u00A0" }م.ب
career-moves-between-roles = الانتقالات المهنية بين ال{ -roles }
dataset-description = { $dataset }: الأجور بحسب ال{ -role } والمنطقة ومستوى الخبرة والسنة، مع المنهج والتحذيرات.
name-of-role = { $role }: { $name }
cited-responsibilities = المسؤوليات
cited-moves = إلى أين ينتقل الناس
cited-guide = الدليل
cited-fit = اختبار ال{ -roles }: { $question }
tool-description = { $line } أي ال{ -roles } يستخدمها، ولماذا.
matrix-description = ال{ -roles }: { NUMBER($roles) }، الصفوف: { NUMBER($rows) }، وكل خلية بمصدرها وسنته أو موسومة بأنها تقديرنا.
slice = { $place }، { $time }: { $currency } { $period }، { $statistic }
pair-description = { $left } و{ $right }، صفًا صفًا مع المصادر. { $summary }
dataset-counts = { $population }، { $basis }
data-roles-name = { $site }: ال{ -roles } وحقائقها
data-roles-description = { $site } كل الحقائق عن { NUMBER($roles) } من ال{ -roles } في { NUMBER($rows) } من الصفوف، مع مصادرها وتواريخها ومدى الثقة فيها.
data-figures-description = { $method } عدد أرقام الأجور { NUMBER($count) }، بحسب ال{ -role } والمنطقة والسنة.
card-nothing = لا شيء للمقارنة بعد
card-pair = { $left } و{ $right }. { $about }.
card-row = { $row }: «{ $left }» مقابل «{ $right }».
card-fact = { $row }: { $fact }.

## With forms

confidence =
    { $level ->
        [low] ثقة منخفضة
        [high] ثقة عالية
       *[medium] ثقة متوسطة
    }
pay-slice =
    { $count ->
        [one] { $label } ({ -role } واحد)
        [two] { $label } ({ -role(form: "dual") })
        [few] { $label } ({ NUMBER($count) } { -roles })
        [many] { $label } ({ NUMBER($count) } { -role(form: "counted") })
       *[other] { $label } ({ NUMBER($count) } { -role })
    }
moves-to-role =
    { $count ->
       *[other] { NUMBER($count) }<rest> انتقالات إليه، </rest>
    }
moves-from-role =
    { $count ->
       *[other] { NUMBER($count) }<rest> انتقالات منه</rest>
    }
dataset-population-text =
    { $count ->
        [one] { $population }، { $basis }؛ { $years }؛ رقم واحد
        [two] { $population }، { $basis }؛ { $years }؛ رقمان
        [few] { $population }، { $basis }؛ { $years }؛ { NUMBER($count) } أرقام
        [many] { $population }، { $basis }؛ { $years }؛ { NUMBER($count) } رقمًا
       *[other] { $population }، { $basis }؛ { $years }؛ { NUMBER($count) } رقم
    }
tools-count =
    { $count ->
        [one] أداة واحدة
        [two] أداتان
        [few] { NUMBER($count) } أدوات
        [many] { NUMBER($count) } أداة
       *[other] { NUMBER($count) } أداة
    }
roles-count =
    { $count ->
        [one] { -role } واحد
        [two] { -role(form: "dual") }
        [few] { NUMBER($count) } { -roles }
        [many] { NUMBER($count) } { -role(form: "counted") }
       *[other] { NUMBER($count) } { -role }
    }
rows-count =
    { $count ->
        [one] صف واحد
        [two] صفان
        [few] { NUMBER($count) } صفوف
        [many] { NUMBER($count) } صفًا
       *[other] { NUMBER($count) } صف
    }
figures-count =
    { $count ->
        [one] رقم واحد
        [two] رقمان
        [few] { NUMBER($count) } أرقام
        [many] { NUMBER($count) } رقمًا
       *[other] { NUMBER($count) } رقم
    }
jobs-count =
    { $count ->
        [one] وظيفة واحدة
        [two] وظيفتان
        [few] { NUMBER($count) } وظائف
        [many] { NUMBER($count) } وظيفة
       *[other] { NUMBER($count) } وظيفة
    }
about-jobs =
    { $count ->
        [one] نحو وظيفة واحدة
        [two] نحو وظيفتان
        [few] نحو { NUMBER($count) } وظائف
        [many] نحو { NUMBER($count) } وظيفة
       *[other] نحو { NUMBER($count) } وظيفة
    }
steps =
    { $count ->
        [one] مستوى واحد
        [two] مستويان
        [few] { NUMBER($count) } مستويات
        [many] { NUMBER($count) } مستوى
       *[other] { NUMBER($count) } مستوى
    }
points =
    { $count ->
        [one] نقطة مئوية واحدة
        [two] نقطتان مئويتان
        [few] { NUMBER($count) } نقاط مئوية
        [many] { NUMBER($count) } نقطة مئوية
       *[other] { NUMBER($count) } نقطة مئوية
    }
figures-in-datasets =
    { $figures ->
        [one] رقم واحد، { $datasets ->
            [one] مجموعة بيانات واحدة
            [two] مجموعتا بيانات
            [few] { NUMBER($datasets) } مجموعات بيانات
           *[other] { NUMBER($datasets) } مجموعة بيانات
        }
        [two] رقمان، { $datasets ->
            [one] مجموعة بيانات واحدة
            [two] مجموعتا بيانات
            [few] { NUMBER($datasets) } مجموعات بيانات
           *[other] { NUMBER($datasets) } مجموعة بيانات
        }
        [few] { NUMBER($figures) } أرقام، { $datasets ->
            [one] مجموعة بيانات واحدة
            [two] مجموعتا بيانات
            [few] { NUMBER($datasets) } مجموعات بيانات
           *[other] { NUMBER($datasets) } مجموعة بيانات
        }
       *[other] { NUMBER($figures) } رقمًا، { $datasets ->
            [one] مجموعة بيانات واحدة
            [two] مجموعتا بيانات
            [few] { NUMBER($datasets) } مجموعات بيانات
           *[other] { NUMBER($datasets) } مجموعة بيانات
        }
    }
cited-in =
    { $count ->
        [one] استُشهد به في موضع واحد
        [two] استُشهد به في موضعين
        [few] استُشهد به في { NUMBER($count) } مواضع
        [many] استُشهد به في { NUMBER($count) } موضعًا
       *[other] استُشهد به في { NUMBER($count) } موضع
    }
compare-list-full =
    { $count ->
        [one] تتسع قائمة المقارنة لـ{ -role(form: "counted") } واحدًا. أزل واحدًا أولًا.
        [two] تتسع قائمة المقارنة لـ{ -role(form: "dual-oblique") }. أزل واحدًا أولًا.
        [few] تتسع قائمة المقارنة لـ{ NUMBER($count) } { -roles }. أزل واحدًا أولًا.
        [many] تتسع قائمة المقارنة لـ{ NUMBER($count) } { -role(form: "counted") }. أزل واحدًا أولًا.
       *[other] تتسع قائمة المقارنة لـ{ NUMBER($count) } { -role }. أزل واحدًا أولًا.
    }
fit-tie =
    { $count ->
        [one] { -role } واحد له هذه الدرجة. أجب عن مزيد من الأسئلة للتمييز بينها.
        [two] { -role(form: "dual") } لهما الدرجة نفسها. أجب عن مزيد من الأسئلة للتمييز بينها.
        [few] { NUMBER($count) } { -roles } لها الدرجة نفسها. أجب عن مزيد من الأسئلة للتمييز بينها.
        [many] { NUMBER($count) } { -role(form: "counted") } لها الدرجة نفسها. أجب عن مزيد من الأسئلة للتمييز بينها.
       *[other] { NUMBER($count) } { -role } لها الدرجة نفسها. أجب عن مزيد من الأسئلة للتمييز بينها.
    }
fit-missing =
    { $count ->
        [one] في هذا الرابط إجابة واحدة لم تعد موجودة، وقد أُهملت.
        [two] في هذا الرابط إجابتان لم تعد موجودة، وقد أُهملت.
        [few] في هذا الرابط { NUMBER($count) } إجابات لم تعد موجودة، وقد أُهملت.
        [many] في هذا الرابط { NUMBER($count) } إجابة لم تعد موجودة، وقد أُهملت.
       *[other] في هذا الرابط { NUMBER($count) } إجابة لم تعد موجودة، وقد أُهملت.
    }
sources-shown =
    { $all ->
       *[other] { NUMBER($count) } من { NUMBER($all) } من المصادر
    }
search-all-results =
    { $count ->
        [one] كل النتائج: نتيجة واحدة
        [two] كل النتائج: نتيجتان
        [few] كل النتائج: { NUMBER($count) } نتائج
        [many] كل النتائج: { NUMBER($count) } نتيجة
       *[other] كل النتائج: { NUMBER($count) } نتيجة
    }
search-count =
    { $count ->
        [0] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { NUMBER($count) } نتائج
        [many] { NUMBER($count) } نتيجة
       *[other] { NUMBER($count) } نتيجة
    }
mark-pay-same =
    { $count ->
        [one] متساويان في الرقم الوحيد القابل للمقارنة
        [two] متساويان في الرقمين القابلين للمقارنة
        [few] متساويان في { NUMBER($count) } أرقام قابلة للمقارنة
        [many] متساويان في { NUMBER($count) } رقمًا قابلًا للمقارنة
       *[other] متساويان في { NUMBER($count) } رقم قابل للمقارنة
    }
mark-pay-higher =
    { $count ->
        [one] أعلى في الرقم الوحيد القابل للمقارنة
        [two] أعلى في الرقمين القابلين للمقارنة
        [few] أعلى في كل { NUMBER($count) } أرقام قابلة للمقارنة
        [many] أعلى في كل { NUMBER($count) } رقمًا قابلًا للمقارنة
       *[other] أعلى في كل { NUMBER($count) } رقم قابل للمقارنة
    }
mark-pay-lower =
    { $count ->
        [one] أدنى في الرقم الوحيد القابل للمقارنة
        [two] أدنى في الرقمين القابلين للمقارنة
        [few] أدنى في كل { NUMBER($count) } أرقام قابلة للمقارنة
        [many] أدنى في كل { NUMBER($count) } رقمًا قابلًا للمقارنة
       *[other] أدنى في كل { NUMBER($count) } رقم قابل للمقارنة
    }
mark-pay-mixed =
    { $count ->
        [one] أعلى في { NUMBER($higher) } وأدنى في { NUMBER($lower) } من الرقم الوحيد القابل للمقارنة
        [two] أعلى في { NUMBER($higher) } وأدنى في { NUMBER($lower) } من الرقمين القابلين للمقارنة
        [few] أعلى في { NUMBER($higher) } وأدنى في { NUMBER($lower) } من { NUMBER($count) } أرقام قابلة للمقارنة
        [many] أعلى في { NUMBER($higher) } وأدنى في { NUMBER($lower) } من { NUMBER($count) } رقمًا قابلًا للمقارنة
       *[other] أعلى في { NUMBER($higher) } وأدنى في { NUMBER($lower) } من { NUMBER($count) } رقم قابل للمقارنة
    }
roles-of-all =
    { $all ->
       *[other] { NUMBER($some) } من { NUMBER($all) } من ال{ -roles }
    }
rows-of-all =
    { $all ->
       *[other] { NUMBER($some) } من { NUMBER($all) } من الصفوف
    }
hidden-without-data =
    { $count ->
        [one] { -role } واحد مخفي لعدم وجود بيانات.
        [two] { -role(form: "dual") } مخفيان لعدم وجود بيانات.
        [few] { NUMBER($count) } { -roles } مخفية لعدم وجود بيانات.
        [many] { NUMBER($count) } { -role(form: "counted") } مخفيًا لعدم وجود بيانات.
       *[other] { NUMBER($count) } { -role } مخفي لعدم وجود بيانات.
    }
rows-folded =
    { $count ->
        [one] صف واحد مطوي
        [two] صفان مطويان
        [few] { NUMBER($count) } صفوف مطوية
        [many] { NUMBER($count) } صفًا مطويًا
       *[other] { NUMBER($count) } صف مطوي
    }
yes = نعم
no = لا
number-range = { $from }–{ $to }
brief-later = { $role }: لاحق
brief-years-later =
    { $count ->
        [one] { $role }: لاحق بسنة واحدة
        [two] { $role }: لاحق بسنتين
        [few] { $role }: لاحق بـ{ $number } سنوات
       *[other] { $role }: لاحق بـ{ $number } سنة
    }
brief-higher-range = { $role }: أعلى
order-earliest-first = الأقدم أولًا
order-latest-first = الأحدث أولًا
mark-later = أحدث
mark-earlier = أقدم
prefer-later = الأحدث
prefer-earlier = الأقدم
brief-levels-higher =
    { $count ->
        [one] { $role }: أعلى بمستوى واحد
        [two] { $role }: أعلى بمستويين
        [few] { $role }: أعلى بـ{ $number } مستويات
        [many] { $role }: أعلى بـ{ $number } مستوى
       *[other] { $role }: أعلى بـ{ $number } مستوى
    }
brief-points =
    { $count ->
        [one] نقطة مئوية واحدة
        [two] نقطتان مئويتان
        [few] { $number } نقاط مئوية
        [many] { $number } نقطة مئوية
       *[other] { $number } نقطة مئوية
    }
brief-items =
    { $count ->
       *[other] { $number } مشترك
    }
brief-pay-all =
    { $count ->
       *[other] { $role } أعلى في كل الأرقام، وعددها { $number }
    }
brief-pay-some =
    { $count ->
        [few] { $left } أعلى في { $left_count } من { $number } أرقام، و{ $right } في { $right_count }
        [many] { $left } أعلى في { $left_count } من { $number } رقمًا، و{ $right } في { $right_count }
       *[other] { $left } أعلى في { $left_count } من { $number } رقم، و{ $right } في { $right_count }
    }
chart-caption =
    { $region }، { $level }، { $time }؛ { $currency } { $period }، { $basis ->
        [net] صافٍ
       *[gross] إجمالي
    }
meaning-survey = كل رقم يلخص ما ذكر الناس في بلد واحد أنهم يتقاضونه، { $paid }، بالعملة المذكورة. نصف الأجور أقل من الوسيط، وربعها أقل من الحد الأدنى، وربعها أكثر من الحد الأعلى. لا تقارن رقمين إلا إذا اتفق البلد ومستوى الخبرة والسنة والعملة.
meaning-advertised = كل رقم يلخص ما تعرضه الإعلانات في بلد واحد، { $paid }، بالعملة المذكورة. نصف الأجور أقل من الوسيط، وربعها أقل من الحد الأدنى، وربعها أكثر من الحد الأعلى. لا تقارن رقمين إلا إذا اتفق البلد ومستوى الخبرة والسنة والعملة.
meaning-statistic = كل رقم تقدير من جهاز إحصاء رسمي لكل من يعملون في مهنة، { $paid }، بالعملة المذكورة. نصف الأجور أقل من الوسيط، وربعها أقل من الحد الأدنى، وربعها أكثر من الحد الأعلى. لا تقارن رقمين إلا إذا اتفق البلد ومستوى الخبرة والسنة والعملة.
skills-in-common =
    { $count ->
        [one] مهارة مشتركة واحدة: { $names }
        [two] مهارتان مشتركتان: { $names }
        [few] { NUMBER($count) } مهارات مشتركة: { $names }
        [many] { NUMBER($count) } مهارة مشتركة: { $names }
       *[other] { NUMBER($count) } مهارة مشتركة: { $names }
    }
skills-in-common-among =
    { $count ->
        [one] مهارة مشتركة واحدة، منها { $names }
        [two] مهارتان مشتركتان، منها { $names }
        [few] { NUMBER($count) } مهارات مشتركة، منها { $names }
        [many] { NUMBER($count) } مهارة مشتركة، منها { $names }
       *[other] { NUMBER($count) } مهارة مشتركة، منها { $names }
    }
tools-in-common =
    { $count ->
        [one] أداة مشتركة واحدة: { $names }
        [two] أداتان مشتركتان: { $names }
        [few] { NUMBER($count) } أدوات مشتركة: { $names }
        [many] { NUMBER($count) } أداة مشتركة: { $names }
       *[other] { NUMBER($count) } أداة مشتركة: { $names }
    }
tools-in-common-among =
    { $count ->
        [one] أداة مشتركة واحدة، منها { $names }
        [two] أداتان مشتركتان، منها { $names }
        [few] { NUMBER($count) } أدوات مشتركة، منها { $names }
        [many] { NUMBER($count) } أداة مشتركة، منها { $names }
       *[other] { NUMBER($count) } أداة مشتركة، منها { $names }
    }
similar-apart =
    { $count ->
        [one] أبعد ما بينهما في { $row }، بفارق مستوى واحد
        [two] أبعد ما بينهما في { $row }، بفارق مستويين
        [few] أبعد ما بينهما في { $row }، بفارق { $number } مستويات
        [many] أبعد ما بينهما في { $row }، بفارق { $number } مستوى
       *[other] أبعد ما بينهما في { $row }، بفارق { $number } مستوى
    }
fit-description =
    { $questions ->
        [one] سؤال واحد عن الطريقة التي تحب أن تعمل بها. كل إجابة تُحسب لبعض ال{ -roles }، وعددها { NUMBER($roles) }، وعلى بعضها، وكل وزن معروض.
        [two] سؤالان عن الطريقة التي تحب أن تعمل بها. كل إجابة تُحسب لبعض ال{ -roles }، وعددها { NUMBER($roles) }، وعلى بعضها، وكل وزن معروض.
        [few] { NUMBER($questions) } أسئلة عن الطريقة التي تحب أن تعمل بها. كل إجابة تُحسب لبعض ال{ -roles }، وعددها { NUMBER($roles) }، وعلى بعضها، وكل وزن معروض.
        [many] { NUMBER($questions) } سؤالًا عن الطريقة التي تحب أن تعمل بها. كل إجابة تُحسب لبعض ال{ -roles }، وعددها { NUMBER($roles) }، وعلى بعضها، وكل وزن معروض.
       *[other] { NUMBER($questions) } سؤال عن الطريقة التي تحب أن تعمل بها. كل إجابة تُحسب لبعض ال{ -roles }، وعددها { NUMBER($roles) }، وعلى بعضها، وكل وزن معروض.
    }
glossary-description =
    { $count ->
        [one] مصطلح واحد، كل منها معرّف في جملة واحدة.
        [two] مصطلحان، كل منها معرّف في جملة واحدة.
        [few] { NUMBER($count) } مصطلحات، كل منها معرّف في جملة واحدة.
        [many] { NUMBER($count) } مصطلحًا، كل منها معرّف في جملة واحدة.
       *[other] { NUMBER($count) } مصطلح، كل منها معرّف في جملة واحدة.
    }
moves-diameter =
    { $count ->
        [one] يمكن بلوغ كل { -role } من أي { -role } آخر في ما لا يزيد على انتقال واحد
        [two] يمكن بلوغ كل { -role } من أي { -role } آخر في ما لا يزيد على انتقالين
        [few] يمكن بلوغ كل { -role } من أي { -role } آخر في ما لا يزيد على { $number } انتقالات
        [many] يمكن بلوغ كل { -role } من أي { -role } آخر في ما لا يزيد على { $number } انتقالًا
       *[other] يمكن بلوغ كل { -role } من أي { -role } آخر في ما لا يزيد على { $number } انتقال
    }
moves-description =
    { $count ->
        [one] انتقال واحد بين ال{ -roles }، وعددها { NUMBER($roles) }: كيف تتم وماذا يُتعلَّم فيها، وكل منها بمصدره أو موسوم بأنه تقديرنا.
        [two] انتقالان بين ال{ -roles }، وعددها { NUMBER($roles) }: كيف تتم وماذا يُتعلَّم فيها، وكل منها بمصدره أو موسوم بأنه تقديرنا.
        [few] { NUMBER($count) } انتقالات بين ال{ -roles }، وعددها { NUMBER($roles) }: كيف تتم وماذا يُتعلَّم فيها، وكل منها بمصدره أو موسوم بأنه تقديرنا.
        [many] { NUMBER($count) } انتقالًا بين ال{ -roles }، وعددها { NUMBER($roles) }: كيف تتم وماذا يُتعلَّم فيها، وكل منها بمصدره أو موسوم بأنه تقديرنا.
       *[other] { NUMBER($count) } انتقال بين ال{ -roles }، وعددها { NUMBER($roles) }: كيف تتم وماذا يُتعلَّم فيها، وكل منها بمصدره أو موسوم بأنه تقديرنا.
    }
sort-ascending = من الأدنى إلى الأعلى
sort-descending = من الأعلى إلى الأدنى
size-bytes =
    { $count ->
        [one] بايت واحد
        [two] بايتان
        [few] { NUMBER($count) } بايتات
        [many] { NUMBER($count) } بايتًا
       *[other] { NUMBER($count) } بايت
    }
roles-description =
    { $count ->
        [one] { -role } واحد، كل منها ب{ $parts }.
        [two] { -role(form: "dual") }، كل منها ب{ $parts }.
        [few] { NUMBER($count) } { -roles }، كل منها ب{ $parts }.
        [many] { NUMBER($count) } { -role(form: "counted") }، كل منها ب{ $parts }.
       *[other] { NUMBER($count) } { -role }، كل منها ب{ $parts }.
    }
described-facts = حقائقه
described-tools = أدواته
described-pay = أجوره
described-moves = انتقالاته المهنية
sources-description =
    { $count ->
        [one] وثيقة واحدة يستشهد بها هذا الموقع، وموضع كل منها.
        [two] وثيقتان يستشهد بها هذا الموقع، وموضع كل منها.
        [few] { NUMBER($count) } وثائق يستشهد بها هذا الموقع، وموضع كل منها.
        [many] { NUMBER($count) } وثيقة يستشهد بها هذا الموقع، وموضع كل منها.
       *[other] { NUMBER($count) } وثيقة يستشهد بها هذا الموقع، وموضع كل منها.
    }
tools-description =
    { $count ->
        [one] أداة واحدة بحسب الغرض، وال{ -roles } التي تستخدمها.
        [two] أداتان بحسب الغرض، وال{ -roles } التي تستخدمها.
        [few] { NUMBER($count) } أدوات بحسب الغرض، وال{ -roles } التي تستخدمها.
        [many] { NUMBER($count) } أداة بحسب الغرض، وال{ -roles } التي تستخدمها.
       *[other] { NUMBER($count) } أداة بحسب الغرض، وال{ -roles } التي تستخدمها.
    }
more-pay =
    { $count ->
        [one] زوج واحد آخر من الأرقام، لمناطق أخرى، في صفحات مجموعات بياناتها.
        [two] زوجان آخران من الأرقام، لمناطق أخرى، في صفحات مجموعات بياناتها.
        [few] { $number } أزواج أخرى من الأرقام، لمناطق أخرى، في صفحات مجموعات بياناتها.
        [many] { $number } زوجًا آخر من الأرقام، لمناطق أخرى، في صفحات مجموعات بياناتها.
       *[other] { $number } زوج آخر من الأرقام، لمناطق أخرى، في صفحات مجموعات بياناتها.
    }
pay-description =
    { $count ->
        [one] أجور هذه ال{ -roles } من مجموعة بيانات واحدة منشورة: كل رقم بمنهجه وعينته وسنته، ومن دون حساب متوسط عبر المجموعات.
        [two] أجور هذه ال{ -roles } من مجموعتا بيانات منشورة: كل رقم بمنهجه وعينته وسنته، ومن دون حساب متوسط عبر المجموعات.
        [few] أجور هذه ال{ -roles } من { NUMBER($count) } مجموعات بيانات منشورة: كل رقم بمنهجه وعينته وسنته، ومن دون حساب متوسط عبر المجموعات.
        [many] أجور هذه ال{ -roles } من { NUMBER($count) } مجموعة بيانات منشورة: كل رقم بمنهجه وعينته وسنته، ومن دون حساب متوسط عبر المجموعات.
       *[other] أجور هذه ال{ -roles } من { NUMBER($count) } مجموعة بيانات منشورة: كل رقم بمنهجه وعينته وسنته، ومن دون حساب متوسط عبر المجموعات.
    }
card-same =
    { $count ->
       *[other] متماثلان في كل الصفوف، وعددها { NUMBER($count) }
    }
card-differ =
    { $count ->
       *[other] مختلفان في { NUMBER($differ) } من { NUMBER($count) } من الصفوف
    }

## المستويات

levels = المستويات
levels-of-roles = مستويات ال{ -roles }
levels-of-role = مستويات { $role }، وما يتغير من مستوى إلى الذي يليه
levels-of-others = مستويات أخرى
levels-description = أُطر المسار المهني ({ NUMBER($frameworks) }) على مقياس واحد، ومستويات ال{ -roles } ({ NUMBER($roles) }).
levels-about = تختلف معاني المسميات من جهة عمل إلى أخرى. هنا يوضع كل مستوى حيث يناسب وصفه على مقياس مشترك. وهذا التوزيع من تقديرنا، ونذكر مواضع الشك فيه.
role-levels-title = { $role }: المستويات
role-levels-description = { $role } من { $first } إلى { $last }: ما تقوله أُطر المسار المهني ({ NUMBER($count) }) عن كل مستوى، وما يتغير من مستوى إلى الذي يليه.
role-levels-about = مستويات الأُطر موزعة على مقياس مشترك. <link>المزيد عن الموضوع نفسه</link>.
levels-embed = <embed>ضمّن هذه المستويات في صفحة أخرى</embed>
levels-and-steps = المستويات والخطوات
common-scale = المقياس المشترك
track-management = إدارة
framework = الإطار
frameworks = الأُطر
frameworks-aligned = كل الأُطر جنبًا إلى جنب
framework-own = إطارنا نحن.
framework-edition = الإصدار: { $edition }.
framework-licence = الرخصة: { $licence }.
name-of-level = { $role }، { $level }
level-of-framework = { $framework }: { $level }
doubt-of-level = { $level }. { $why }
doubt-of-mapping = عن التوزيع: { $why }
mapping-doubts = ملاحظات وشكوك حول التوزيع
step-title = من { $from } إلى { $to }
step-within = داخل { $level }
step-of-framework = { $framework }: من { $from } إلى { $to }
skill = المهارة
skills-and-grades = المهارات والدرجات
skills-to-add = مهارات تضاف
grades = الدرجات
grades-that-rise = درجات ترتفع
grades-that-fall = درجات تنخفض
skills-carried-over = مهارات تنتقل معك
skills-no-longer-listed = لم تعد مذكورة
skill-with-grade = { $skill } ({ $grade })
skill-grade-changes = { $skill } (من { $before } إلى { $after })
lowered-grades = أدنى من قبل عند { $level }: { $skills }. { $why }
same-as-skill = هنا:
compare-levels = مقارنة مستويين
compare-levels-description = أي مستوى إلى جانب مستوى آخر، ولو من موضوعين مختلفين ({ NUMBER($roles) }): ما يقوله كل إطار، والمهارات التي تُضاف والتي تبقى.
compare-levels-without-script = تحتاج مقارنة مستويين إلى JavaScript. ومن دونه تعرض هذه الصفحات كل مستوى على حدة، وكل مستوى من المقياس في جميع المواضيع.
levels-first = المستوى الأول
levels-second = المستوى الثاني
levels-choose = اختر مستوى
levels-swap = تبديل
levels-side-by-side = المستويان جنبًا إلى جنب
all-levels-by-role = جميع المستويات
levels-across-roles = مستوى واحد من المقياس في جميع المواضيع
levels-unknown = لا يوجد هنا هذا المستوى: { $names }.
levels-not-loaded = تعذر تحميل المستويات. تحقق من الاتصال وأعد تحميل الصفحة.
levels-compared = المقارنة بين { $left } و{ $right } أدناه.
levels-titles = المسميات
levels-statements = ما يُقال عن المستويين
levels-no-grades = لا يقيّم أي إطار هنا مهارات المستويين معًا. ما يلي يصح على كل مستوى.
levels-no-grades-of-role = لا يقيّم أي إطار هنا مهارات المستويين معًا. ما يقال عنهما مذكور أدناه.
levels-view-pair = من دون المستويات: { $left } و{ $right }
levels-compare-these = مقارنة هذين المستويين
level-title = { $level }: معناه في كل المواضيع
level-description = { $level } في أُطر المسار المهني ({ NUMBER($frameworks) })، وعدد المواضيع: { NUMBER($roles) }.
level-titles = المسميات حسب الإطار
level-across = { $level } في كل المواضيع
level-skills-name = مهارات { $level }
level-word = مستوى { $level }
other-levels = مستويات أخرى
ladder-alt = مستويات { $role } في الأُطر ({ NUMBER($frameworks) }) على المقياس المشترك. وتقول الصفحة الشيء نفسه بالكلمات.
ladder-download = تنزيل الرسم (SVG)
ladder-doubts = خط متقطع: التوزيع موضع شك.
learning = التعلم
free-material = للتعلم
learning-about = مواد مجانية للمهارات المذكورة، مع عدد الساعات إن ذكره ناشرها. واختيار المادة المناسبة للمهارة والمستوى من تقديرنا.
learning-of-role = مواد مجانية للمهارات اللازمة، مع عدد الساعات إن ذكره ناشرها. ولا يقيّمها أي إطار هنا حسب المستوى، واختيار المادة من تقديرنا.
plan-hours = المجموع { $hours } من الساعات كما يذكرها الناشرون.
plan-hours-unknown = لا يمكن جمع الساعات: لا يذكرها كل ناشر، أو لا توجد هنا مادة لإحدى المهارات.
resource-hours = الساعات: { $hours }
resource-no-licence = بلا رخصة مذكورة
hiring = التوظيف
adverts-about = إعلان وظيفة للبدء منه لكل مستوى، بصيغة Markdown، مما تقوله هذه الصفحة. وما لا يعرفه سواك موضوع بين قوسين.
advert-of = إعلان وظيفة: { $level }
advert-copy = نسخ { $name }
advert-copied = نُسخ إعلان الوظيفة
interviews = المقابلات
interviews-about = كما يصفها أصحاب العمل والمتقدمون علنًا
interview-topics = المواضيع:
advert-first = **[الفريق، المكان، عن بُعد أم لا. الأجر: من … إلى …]**
advert-problem = [مشكلتك في جملة تبدأ بعبارة «منذ الربيع لدينا». ثم الوضع الحالي بالأرقام: التنبيهات في الشهر الماضي، والوقت اللازم لخدمة جديدة، وعدد الأهداف المتحققة.]
advert-work = العمل
advert-level = المستوى
advert-level-about = [ما تقوله الأُطر المنشورة عن هذا المستوى. أبقِ ما يصح على وظيفتك، وقله بكلماتك من دون عدد السنوات.]
advert-conditions = الظروف
advert-on-call = المناوبة: [عدد المناوبين، طول المناوبة، زمن الاستجابة، التنبيهات في الربع الماضي، الأجر]
advert-authority = ما يمكنك إيقافه أو رفضه: [القاعدة، ومن وافق عليها]
advert-code = نسبة البرمجة: [في الربع الماضي، لا في الخطة]
advert-year = ما الذي سيختلف بعد سنة: [تغيير واحد يمكن ملاحظته]
advert-pay = الحد الأعلى للأجر لمن: [المعايير]. والمستوى في سلمنا: [الاسم]
advert-requirements = ما أنجزته
advert-requirements-about = [اختر ثلاثة أو أربعة، كل منها شيء أُنجز. لا سنوات مع منتج، ولا شهادة جامعية إن كنت توظف من دونها.]
advert-interviews = كيف نقرر
advert-interviews-about = [المقابلات بترتيبها ومدتها. واختم بمهمة تشبه العمل ويمكن الاستعداد لها. واذكر متى يصل الجواب.]
advert-from = مأخوذ من { $page }. احذف هذا الجزء قبل النشر.
pay-by-level = الأجر حسب المستوى
pay-by-level-about = أرقام كل مجموعة بيانات فيها مستويات، بالأسماء التي تستعملها. وقد يشمل «senior» فيها مستويات أعلى: فهذه المستويات ليست مستويات المقياس.
llms-levels = ما يتطلبه كل مستوى في أُطر المسار المهني المنشورة، وما يتغير من مستوى إلى الذي يليه
