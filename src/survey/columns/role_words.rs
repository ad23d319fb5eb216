//! The words of headings that tell the role of a column, in several languages. Each list is one
//! text with `|` between its words.

use super::Role;
use super::word_list::Words;

/// The words of one role.
pub(super) type RoleWords = (Role, Words);

/// Roles that the whole heading tells, lower case.
pub(super) static EXACT: [RoleWords; 9] = [
    (
        Role::Id,
        Words::new(&[
            "responseid|response id|respondent id|respondentid|id|#|sid|serial|séquentiel|\
         external_id|request_id|ticket id|submission id|response uuid|uuid|respnum|record id|\
         token|response_id|customer id|customer_id|user id|user_id|case id|id. response id|\
         antwort-id|email hash|antwort id|id de la réponse|id de respuesta|befragten-id|\
         teilnehmer-id|id du répondant|id de encuestado|id do respondente|回答id",
        ]),
    ),
    (
        Role::Completion,
        Words::new(&[
            "finished|completed|complete|is complete|completion|completion status|terminé|beendet|\
         is_complete|response status|completado|abgeschlossen|completato|voltooid",
        ]),
    ),
    (
        Role::Personal,
        Words::new(&[
            "name|email|e-mail|email address|ip address|ipaddress|ip|first name|last name|firstname|\
         lastname|recipientlastname|recipientfirstname|recipientemail|externalreference|\
         externaldatareference|emailaddress|locationlatitude|locationlongitude|locationaccuracy|\
         latitude|longitude|phone|phone number|address|dob|date of birth|birthday|username|\
         customer_name|requester|requester email|custom data 1|full name|surname|telephone|nom|\
         prénom|vorname|nachname|nombre|teléfono|correo electrónico|adresse e-mail|network id|\
         e-mail-adresse|adresse email|adresse de messagerie|adresse ip|ip-adresse|\
         dirección de correo electrónico|dirección ip|correo|endereço de e-mail|indirizzo email|\
         posta elettronica|e-mailadres|メールアドレス|メール|名前|氏名|电子邮件|姓名|mobile|mobile number|telefon|\
         telefonnummer|téléphone|telefono|telefoon|apellido|apellidos|cognome|sobrenome|naam|\
         achternaam|voornaam|anschrift|adresse|dirección|straße|street|contact id|recipient|\
         twitter|linkedin|nom d'utilisateur|benutzername|user agent|user_agent",
        ]),
    ),
    (
        Role::Weight,
        Words::new(&["weight|weights|wt|poids|gewicht|peso|sample weight|final_weight"]),
    ),
    (Role::Wave, Words::new(&["wave|vague|welle|survey wave|ola"])),
    (
        Role::Stage,
        Words::new(&[
            "stage|journey stage|journey step|customer journey stage|phase|étape|etapa|fase|\
         journey phase|milestone",
        ]),
    ),
    (
        Role::Touchpoint,
        Words::new(&[
            "touchpoint|touch point|point de contact|kontaktpunkt|punto de contacto|contact point|\
         touchpoint name|interaction",
        ]),
    ),
    (
        Role::Persona,
        Words::new(&[
            "persona|customer type|customer group|customer segment|profile|profil|kundengruppe|\
         audience|user type|visitor type|type de client",
        ]),
    ),
    (Role::Channel, Words::new(&["channel|canal|kanal|contact channel|kanaal"])),
];

/// Roles that a word in the heading tells.
pub(super) static CONTAINED: [RoleWords; 6] = [
    (
        Role::Derived,
        Words::new(&[
            "nps group|nps category|nps_group|promoter type|points -|feedback -|npsgroup|nps segment|\
         nps type|nps bucket|nps label|nps status|promoter category|quiz feedback|total points|\
         grade posted|gesamtpunktzahl|quizfeedback|punkte -|sentiment polarity|sentiment score|\
         sentiment magnitude|parent topics",
        ]),
    ),
    (
        Role::Comment,
        Words::new(&[
            "why|comment|other (please specify)|open-ended|verbatim|please explain|feedback|remarks|\
         warum|pourquoi|por qué|explication|explain|suggestion|write in|write-in|reason for your|\
         tell us|anything else|what could we|what can we|what would you improve|\
         how can we improve|how could we|free text|freetext|open text|anmerkung|bemerkung|\
         kommentar|freitext|mitteilen|besser machen|verbesser|weshalb|wieso|commentaire|remarque|\
         améliorer|avez-vous d'autres|déçu|comentario|comentário|sugerencia|sugest|mejorar|\
         melhorar|por que|commenti|commento|suggeriment|migliorare|perché|opmerking|toelichting|\
         waarom|verbeter|uwagi|komentarz|dlaczego|коммент|почему|отзыв|yorum|意見|感想|コメント|自由記述|\
         自由回答|理由|建议|意见",
        ]),
    ),
    (
        Role::Personal,
        Words::new(&[
            "e-mail address|ip address|your name|your email|phone number|birth|geboren|naciste|\
         e-mail-adresse|email address|adresse e-mail|adresse mail|correo electrónico|\
         endereço de e-mail|phone|telefonnummer|prénom|vorname|nachname|nom de famille|\
         guest name|customer name|contact name|patient name|client name|student name|\
         respondent name|participant name|agent name|employee name|user name|requester name|\
         assignee name|full name|first name|last name|family name|given name|display name|\
         home address|street address|postal address|mailing address|billing address|\
         shipping address|delivery address|ip addr",
        ]),
    ),
    (
        Role::Touchpoint,
        Words::new(&[
            "touchpoint|touch point|which contact|point of contact|kontaktpunkt|point de contact|\
         punto de contacto",
        ]),
    ),
    (
        Role::Segment,
        Words::new(&[
            "segment|country|region|gender|industry|plan|tier|department|store|brand|language|\
         userlanguage|pays|land|país|género|sex|market|site|employer",
        ]),
    ),
    (Role::Channel, Words::new(&["channel|how did that contact|how did this contact|canal|kanal"])),
];
