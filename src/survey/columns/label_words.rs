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
            "satisfied|happy|pleased|satisfait|content|zufrieden|satisfecho|satisfecha|satisfeito|\
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
            "dissatisfied|unsatisfied|not satisfied|unhappy|insatisfait|mécontent|pas satisfait|\
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
        Words::new(&["disagree|pas d'accord|desacuerdo|discordo|stimme nicht|nicht zu|ablehnung|\
         trifft nicht|trifft eher nicht|trifft überhaupt nicht|disaccordo|oneens|mee oneens|\
         niet eens|niet mee eens|instämmer inte|instämmer ej|uenig|eri mieltä|nie zgadzam|\
         zdecydowanie się nie zgadzam|raczej się nie zgadzam|nesouhlas|не согласен|не согласна|\
         katılmıyorum|nem értek egyet|そう思わない|当てはまらない|あてはまらない|同意しない|\
         不同意|동의하지|그렇지 않|tidak setuju|stimme eher nicht|stimme überhaupt nicht|\
         no estoy de acuerdo|en contra|no de acuerdo"]),
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
     wcale nie|совсем не|совершенно не|全く|まったく"]);

/// Words for strength, strongest first; a label without any is of plain strength.
pub(super) static STRENGTHS: [(u8, Words); 5] = [
    (
        6,
        Words::new(&[
            "exceptionally|definitely|fully|perfectly|moltissimo|per niente|per nulla|nada |\
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
            "really|muchísimo|veel|heel|bardzo|velmi|очень|çok|nagyon|erittäin|meget|svært|とても|\
         非常|大変|很|아주|sangat|hoch|very|highly|très|sehr|muy|muito|molto|zeer|mycket|erg ",
        ]),
    ),
    (
        3,
        Words::new(&[
            "reasonably|to some extent|raczej|spíše|скорее|melko|ganska|nogenlunde|やや|まあ|比较|\
         약간|cukup|moderately|mostly|generally|eher|plutôt|bastante",
        ]),
    ),
    (
        2,
        Words::new(&[
            "sort of|teilweise|einigermaßen|moyennement|in parte|mais ou menos|do pewnego stopnia|\
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

/// Scales that are not made of sides and strengths, worst first.
pub(super) const LISTED: [(Theme, &str); 91] = [
    (Theme::Quality, "poor|fair|good|very good|excellent"),
    (Theme::Quality, "very poor|poor|fair|good|excellent"),
    (Theme::Quality, "terrible|poor|average|good|excellent"),
    (Theme::Quality, "terrible|bad|okay|good|great"),
    (Theme::Quality, "poor|fair|good|excellent"),
    (Theme::Quality, "poor|okay|good"),
    (Theme::Quality, "below expectations|met expectations|exceeded expectations"),
    (Theme::Quality, "très mauvaise|mauvaise|moyenne|bonne|très bonne"),
    (Theme::Quality, "mangelhaft|ausreichend|befriedigend|gut|sehr gut"),
    (Theme::Quality, "muy malo|malo|regular|bueno|muy bueno"),
    (Theme::Satisfaction, "bad|good"),
    (Theme::Satisfaction, "negative|neutral|positive"),
    (Theme::Quality, "very poor|poor|average|good|very good"),
    (Theme::Quality, "very poor|poor|average|good|excellent"),
    (Theme::Quality, "poor|below average|average|good|excellent"),
    (Theme::Quality, "poor|below average|average|above average|excellent"),
    (Theme::Quality, "very bad|bad|average|good|very good"),
    (Theme::Quality, "very poor|poor|acceptable|good|very good"),
    (Theme::Quality, "poor|average|good|excellent"),
    (Theme::Quality, "poor|average|good|very good|excellent"),
    (Theme::Quality, "terrible|poor|fair|good|excellent"),
    (Theme::Quality, "bad|poor|fair|good|excellent"),
    (Theme::Quality, "unacceptable|poor|acceptable|good|excellent"),
    (Theme::Quality, "poor|needs improvement|satisfactory|good|excellent"),
    (Theme::Quality, "horrible|bad|ok|good|great"),
    (Theme::Quality, "terrible|bad|ok|good|excellent"),
    (Theme::Quality, "bad|ok|good"),
    (Theme::Quality, "poor|ok|good"),
    (Theme::Quality, "bad|neutral|good"),
    (Theme::Quality, "very low|low|medium|high|very high"),
    (Theme::Quality, "very low|low|moderate|high|very high"),
    (Theme::Quality, "low|medium|high"),
    (
        Theme::Quality,
        "very low quality|low quality|neither high nor low quality|high quality|\
         very high quality",
    ),
    (Theme::Quality, "très mauvais|mauvais|moyen|bon|très bon"),
    (Theme::Quality, "très mauvaise|mauvaise|moyenne|bonne|excellente"),
    (Theme::Quality, "mauvais|moyen|bon|excellent"),
    (Theme::Quality, "insuffisant|passable|bien|très bien|excellent"),
    (Theme::Quality, "pas du tout bien|pas bien|moyen|bien|très bien"),
    (Theme::Quality, "sehr schlecht|schlecht|mittelmäßig|gut|sehr gut"),
    (Theme::Quality, "sehr schlecht|schlecht|mittel|gut|sehr gut"),
    (Theme::Quality, "ungenügend|mangelhaft|ausreichend|befriedigend|gut|sehr gut"),
    (Theme::Quality, "schlecht|mittel|gut"),
    (Theme::Quality, "muy malo|malo|normal|bueno|muy bueno"),
    (Theme::Quality, "muy mala|mala|regular|buena|muy buena"),
    (Theme::Quality, "pésimo|malo|regular|bueno|excelente"),
    (Theme::Quality, "pésima|mala|regular|buena|excelente"),
    (Theme::Quality, "malo|regular|bueno|muy bueno|excelente"),
    (Theme::Quality, "mala|regular|buena|muy buena|excelente"),
    (Theme::Quality, "muy mal|mal|regular|bien|muy bien"),
    (Theme::Quality, "péssimo|ruim|regular|bom|ótimo"),
    (Theme::Quality, "péssima|ruim|regular|boa|ótima"),
    (Theme::Quality, "muito ruim|ruim|regular|bom|muito bom"),
    (Theme::Quality, "péssimo|ruim|regular|bom|excelente"),
    (Theme::Quality, "ruim|regular|bom|ótimo"),
    (Theme::Quality, "muito mau|mau|razoável|bom|muito bom"),
    (Theme::Quality, "mau|suficiente|bom|muito bom|excelente"),
    (Theme::Quality, "pessima|scarsa|sufficiente|buona|ottima"),
    (Theme::Quality, "pessimo|scarso|sufficiente|buono|ottimo"),
    (Theme::Quality, "scarso|sufficiente|buono|ottimo"),
    (Theme::Quality, "insufficiente|sufficiente|buono|distinto|ottimo"),
    (Theme::Quality, "zeer slecht|slecht|matig|goed|zeer goed"),
    (Theme::Quality, "slecht|matig|voldoende|goed|uitstekend"),
    (Theme::Quality, "onvoldoende|matig|voldoende|goed|uitstekend"),
    (Theme::Quality, "bardzo źle|źle|średnio|dobrze|bardzo dobrze"),
    (Theme::Quality, "bardzo zła|zła|średnia|dobra|bardzo dobra"),
    (Theme::Quality, "очень плохо|плохо|нормально|хорошо|отлично"),
    (Theme::Quality, "очень плохо|плохо|удовлетворительно|хорошо|отлично"),
    (Theme::Quality, "mycket dålig|dålig|okej|bra|mycket bra"),
    (Theme::Quality, "非常に悪い|悪い|普通|良い|非常に良い"),
    (Theme::Quality, "非常差|差|一般|好|非常好"),
    (Theme::Quality, "poor|good|very good|excellent"),
    (Theme::Satisfaction, "unhappy|neutral|happy"),
    (Theme::Satisfaction, "sad|neutral|happy"),
    (Theme::Satisfaction, "very unhappy|unhappy|neutral|happy|very happy"),
    (Theme::Satisfaction, "dissatisfied|neutral|satisfied"),
    (Theme::Satisfaction, "unhappy|happy"),
    (Theme::Satisfaction, "did not meet expectations|met expectations|exceeded expectations"),
    (Theme::Satisfaction, "detestei|não gostei|indiferente|gostei|adorei"),
    (Theme::Satisfaction, "0 - bad|1 - good"),
    (Theme::Satisfaction, "thumbs down|thumbs up"),
    (Theme::Satisfaction, "👎|👍"),
    (Theme::Satisfaction, "😡|🙁|😐|🙂|😍"),
    (Theme::Satisfaction, "😠|😕|😐|🙂|😀"),
    (Theme::Satisfaction, "☹️|😐|🙂"),
    (Theme::Ease, "difficult|moderate|easy"),
    (Theme::Ease, "difficult|neutral|easy"),
    (Theme::Likelihood, "definitely not|probably not|might or might not|probably|definitely"),
    (
        Theme::Likelihood,
        "definitely would not|probably would not|might or might not|probably would|\
         definitely would",
    ),
    (Theme::Likelihood, "definitely not|probably not|not sure|probably yes|definitely yes"),
    (
        Theme::Likelihood,
        "definitely not|probably not|might or might not|probably yes|definitely yes",
    ),
    (Theme::Likelihood, "auf keinen fall|eher nicht|vielleicht|eher ja|auf jeden fall"),
];
