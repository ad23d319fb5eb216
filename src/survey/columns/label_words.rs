//! The words that labels of scales are made of, in several languages. Each list is one text with
//! `|` between its words.

use super::labels::Theme;
use super::word_list::Words;

/// Words for the good side, by theme. The bad side is looked for first: `dissatisfied` holds
/// `satisfied`.
pub(super) static GOOD: [(Theme, Words); 6] = [
    (
        Theme::Satisfaction,
        Words::new(&[
            "satisfied|happy|pleased|satisfait|satisfaisan|content|zufrieden|satisfecho|satisfecha|satisfeito|\
         satisfeita|soddisfatto|soddisfatta|tevreden|nöjd|contento|contenta|tilfreds|fornøyd|\
         tyytyväinen|zadowolon|spokojen|spokojn|удовлетвор|довол|memnun|elégedett|delighted|\
         met expectations|満足|满意|滿意|만족|puas",
        ]),
    ),
    (
        Theme::Ease,
        Words::new(&[
            "low effort|little effort|no effort|wenig aufwand|poco esfuerzo|easy$|facile$|faciles$|facili$|einfach|\
         leicht|fácil|facil$|makkelijk|gemakkelijk|enkelt|effortless|mühelos|nemt|lätt|helppo|\
         łatw|snadn|легко|просто|kolay|könnyű|簡単|容易|简单|쉬|쉽|mudah",
        ]),
    ),
    (
        Theme::Agreement,
        Words::new(&[
            "agree|d'accord|stimme|zustimmung|trifft|de acuerdo|concordo|d'accordo|eens|mee eens|\
         agrees|instämmer|enig|samaa mieltä|zgadzam|souhlas|согласен|согласна|katılıyorum|\
         egyetértek|そう思う|当てはまる|あてはまる|同意|동의|그렇다|setuju",
        ]),
    ),
    (
        Theme::Likelihood,
        Words::new(&[
            "likely|probable|wahrscheinlich|provável|probabile|waarschijnlijk|sannolik|sandsynlig|\
         sannsynlig|todennäköi|prawdopodobn|pravděpodobn|вероятно|olası|valószínű|可能性が高い|\
         可能",
        ]),
    ),
    (
        Theme::Quality,
        Words::new(&[
            "favorabl|favourabl|positive|good|bon|bonne|gut|bueno|buena|bom|boa|buono|buona|goed|\
         excellent|great|outstanding|useful|helpful|valuable|effective|clear|relevant|\
         responsive|friendly|knowledgeable|professional|comfortable|confident|well|\
         high quality|above average|utile|claro|nützlich|hilfreich|verständlich|höchst|útil|\
         excelente|ottim|ótim|óptim|uitstekend|hyvä|dobr|dobře|хорош|отлич|良い|よい|良かった|\
         좋",
        ]),
    ),
    (
        Theme::Importance,
        Words::new(&[
            "important|importan|wichtig|belangrijk|familiar|interested|concerned|aware|viktig|\
         vigtig|ważn|důležit|важно|önemli|重要|중요",
        ]),
    ),
];

/// Words for the bad side, by theme.
pub(super) static BAD: [(Theme, Words); 6] = [
    (
        Theme::Satisfaction,
        Words::new(&[
            "dissatisfied|unsatisfied|not satisfied|unhappy|insatisfait|insatisfaisan|mécontent|pas satisfait|\
         unzufrieden|insatisfecho|insatisfecha|insatisfeito|insatisfeita|insoddisfatto|\
         insoddisfatta|ontevreden|missnöjd|not happy|very disappointed|disappointed|inconforme|\
         descontento|descontenta|utilfreds|misfornøyd|tyytymätön|niezadowolon|nespokojen|\
         nespokojn|неудовлетвор|недовол|не удовлетвор|не довол|memnun değil|elégedetlen|\
         below expectations|不満|不满|不滿|불만|tidak puas",
        ]),
    ),
    (
        Theme::Ease,
        Words::new(&[
            "high effort|lot of effort|much effort|viel aufwand|mucho esfuerzo|difficult|hard$|\
         difficile|schwierig|schwer|difícil|dificil|moeilijk|svårt|effortful|mühsam|vanskelig|\
         svår|svær|vaikea|trudn|obtížn|těžk|сложн|трудн|nehéz|難し|困難|困难|어렵|어려|sulit",
        ]),
    ),
    (
        Theme::Agreement,
        Words::new(&[
            "disagree|pas d'accord|desacuerdo|discordo|stimme nicht|nicht zu$|ablehnung|\
         trifft nicht|trifft eher nicht|trifft überhaupt nicht|disaccordo|oneens|mee oneens|\
         niet eens|niet mee eens|instämmer inte|instämmer delvis inte|instämmer ej|uenig|eri mieltä|nie zgadzam|\
         zdecydowanie się nie zgadzam|raczej się nie zgadzam|nesouhlas|не согласен|не согласна|\
         katılmıyorum|nem értek egyet|そう思わない|当てはまらない|あてはまらない|同意しない|\
         不同意|동의하지|그렇지 않|tidak setuju|stimme eher nicht|stimme überhaupt nicht|\
         no estoy de acuerdo|en contra|no de acuerdo",
        ]),
    ),
    (
        Theme::Likelihood,
        Words::new(&["unlikely|not likely|improbable|unwahrscheinlich|improvável|improbabile|\
         onwaarschijnlijk|not at all likely|osannolik|usandsynlig|usannsynlig|epätodennäköi|\
         nieprawdopodobn|mało prawdopodobn|nepravděpodobn|маловероятно|невероятно|olası değil|\
         可能性が低い|不可能"]),
    ),
    (
        Theme::Quality,
        Words::new(&[
            "unfavorabl|unfavourabl|negative|bad|poor|mauvais|schlecht|malo|mala|ruim|cattivo|\
         cattiva|slecht|terrible|awful|horrible|worst|useless|unhelpful|below average|\
         low quality|pésim|péssim|pessim|scars|scadent|scarso|schwach|mangelhaft|dålig|dårlig|\
         huono|źle|zły|złe|špatn|плох|ужасн|kötü|rossz|悪い|わるい|나쁘|나쁨",
        ]),
    ),
    (Theme::Importance, Words::new(&["unimportant|unwichtig|onbelangrijk|unfamiliar"])),
];

/// Words for the middle.
pub(super) static NEUTRAL: Words =
    Words::new(&["neither|neutral|neutre|ni |weder|teils|neutro|nem |né |noch |undecided|\
     moyen|neutraal|\
     indiferente|okay|indifferent|niet mee eens, niet mee oneens|niet eens, niet oneens|\
     niet eens en niet oneens|mittelmäßig|mittel|durchschnitt|average|middelmatig|gemiddeld|\
     mediocre|moyenne|passable|varken|hverken|verken|ei samaa eikä|ani |ni uno ni|mittlere|\
     egal|unentschieden|нейтральн|ни |затрудн|kararsız|ne memnun|közepes|nötr|どちらとも|\
     どちらでも|普通|ふつう|一般|中立|보통|so-so|half-half|met my expectations|netral"]);

/// Words for what is beside the middle: "below average" is not the middle.
pub(super) static BESIDE_MIDDLE: Words = Words::new(&["below|above|under|over|unter|über"]);

/// Words for the worst of anything, whatever it is.
pub(super) static WORST: Words = Words::new(&["worst|never|horribl|lowest"]);

/// Words for the best of anything.
pub(super) static BEST: Words =
    Words::new(&["best|always|absolutely|fantastic|amazing|definitely|perfect|love"]);

/// How labels begin that deny what they name.
pub(super) static NEGATIONS: Words =
    Words::new(&["not |pas |nicht |no |não |non |niet |nada |gar nicht|\
     überhaupt nicht|per niente|per nulla|helemaal niet|en absoluto|inte |slet ikke|ikke |nie |\
     wcale nie|weniger |minder |less |совсем не|совершенно не|全く|まったく"]);

/// Words for strength, strongest first; a label without any is of plain strength.
pub(super) static STRENGTHS: [(u8, Words); 5] = [
    (
        6,
        Words::new(&[
            "exceptionally|super$|voll$|definitely|fully|perfectly|moltissimo|per niente|per nulla|nada |\
         en absoluto|totaal|volledig|gar nicht|absolut|zdecydowanie|całkowicie|rozhodně|zcela|\
         полностью|абсолютно|совершенно|совсем|kesinlikle|teljesen|täysin|helt|fullständigt|\
         slet ikke|inte alls|全く|まったく|大いに|完全|전혀|매우|sangat tidak|sehr stark|\
         äusserst|extrêmement|extremamente|estremamente|uiterst|extremely|completely|totally|\
         strongly|absolutely|entirely|totalement|tout à fait|voll und ganz|völlig|\
         überhaupt nicht|totalmente|completamente|pas du tout|not at all|äußerst|helemaal|\
         extremadamente|vollkommen",
        ]),
    ),
    (
        5,
        Words::new(&[
            "really|a lot$|a great deal|quite a lot|very much|muchísimo|veel|heel|bardzo|velmi|очень|çok|nagyon|erittäin|meget|svært|とても|\
         非常|大変|很|아주|sangat|hoch|very|highly|très|sehr|muy|muito|molto|zeer|mycket|erg ",
        ]),
    ),
    (
        3,
        Words::new(&[
            "reasonably|tend to|tends to|pretty|largely|usually|broadly|weitgehend|überwiegend|grotendeels|\
             in gran parte|en gran parte|em grande parte|raczej|spíše|скорее|melko|ganska|nogenlunde|やや|まあ|比较|\
         약간|cukup|moderately|mostly|generally|eher|plutôt|bastante",
        ]),
    ),
    (
        2,
        Words::new(&[
            "sort of|partly|partially|in part|partiellement|partiell|en partie|en parte|em parte|\
             gedeeltelijk|deels|delvis|częściowo|částečně|частично|teilweise|zum teil|einigermaßen|moyennement|in parte|mais ou menos|do pewnego stopnia|\
         vrij|redelijk|少し|kısmen|somewhat|fairly|rather|quite|assez|ziemlich|algo|abbastanza|\
         tamelijk|etwas|parcialmente",
        ]),
    ),
    (
        1,
        Words::new(&[
            "minimally|barely|poco |poca |peu |pouco |pouca |weinig|wenig|kaum|hardly|mało|málo|\
         немного|biraz|lite |lidt |あまり|slightly|a little|a bit|un peu|ein wenig|un poco|\
         ligeramente|leicht un|leicht zu",
        ]),
    ),
];

/// The strength of a label without any word for it.
pub(super) const PLAIN_STRENGTH: u8 = 4;

/// Words for the middle of any scale, whatever words of others they hold.
pub(super) static MIDDLE_OF_ANY: Words = Words::new(&["trudno powiedzieć|ani tak, ani nie|\
    hard to say|difficult to say|schwer zu sagen|difficile à dire|difícil de decir|\
    difícil dizer|difficile da dire|moeilijk te zeggen|těžko říci|трудно сказать"]);

/// Words of labels that say nothing by themselves.
pub(super) static FILLERS: Words = Words::new(&["i$|am$|are$|is$|was$|were$|it$|the$|a$|an$|of$|\
    to$|with$|and$|or$|nor$|in$|at$|all$|my$|our$|your$|we$|you$|by$|for$|that$|this$|be$|been$|\
    would$|will$|them$|me$|je$|suis$|ich$|bin$|war$|ist$|sind$|mit$|der$|die$|das$|dem$|den$|ein$|\
    eine$|estoy$|soy$|con$|en$|de$|du$|des$|le$|la$|les$|el$|los$|ni$|sono$|di$|il$|ben$|ik$|zu$|\
    um$|que$|se$|się$|et$|y$|e$|o$|ou$|und$|oder$|na$|i$|noch$|och$|og$|eller$|het$|mee$|estou$|\
    sou$|com$|do$|da$|tout$|à$|fait$|pas$|not$|no$|nicht$|nie$|so$|si$|lo$|my$|its$|it's$|i'm$"]);
