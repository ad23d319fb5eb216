use super::*;
use crate::filter::Filter;
use crate::tally::{Counts, Direction, Kind, Labels, Scale};

fn question(name: &str, text: &str, scale: (i32, i32)) -> Question {
    let scale = Scale::new(scale.0, scale.1);
    let question = Question::new(name, Kind::Rating, scale, Direction::HighGood);
    Question { text: text.to_owned(), ..question }
}

fn tally(answers: &[(Question, i32, u64)]) -> Tally {
    let row = |(question, value, count): &(Question, i32, u64)| TallyRow {
        question: question.name.clone(),
        labels: Labels::default(),
        wave: None,
        complete: true,
        counts: Counts { answers: [(*value, *count)].into(), ..Counts::default() },
    };
    Tally {
        questions: answers.iter().map(|(question, ..)| question.clone()).collect(),
        rows: answers.iter().map(row).collect(),
        ..Tally::default()
    }
}

fn none() -> SaidSame {
    SaidSame::new()
}

fn texts(questions: &[Question]) -> Vec<&str> {
    questions.iter().map(|question| question.text.as_str()).collect()
}

#[test]
fn questions_are_matched_by_text_and_never_by_place_or_number() {
    let earlier = [question("Q1", "Was it easy?", (1, 5)), question("Q2", "Was it fast?", (1, 5))];
    let later = [
        question("Q1", "Was it fast?", (1, 5)),
        question("Q2", "Was it cheap?", (1, 5)),
        question("Q3", "WAS IT EASY? ", (1, 5)),
    ];
    let changes = compare_waves(&earlier, &later, &none());
    let same: Vec<_> = changes.same.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(same, [("Q1", "Q2"), ("Q3", "Q1")]);
    assert_eq!(texts(&changes.new), ["Was it cheap?"]);
    assert!(changes.gone.is_empty() && changes.rescaled.is_empty());
}

#[test]
fn a_new_question_under_an_old_number_is_not_added_to_the_old_one() {
    let earlier = tally(&[(question("Q1", "Was it easy?", (1, 5)), 5, 3)]);
    let later = tally(&[(question("Q1", "Was it cheap?", (1, 5)), 1, 4)]);
    let all = add_wave(&earlier, "May", "June", later, &none());
    let count = |name| all.select(name, &Filter::default()).n();
    assert_eq!((count("Q1"), count("Q1 (2)")), (3, 4));
    assert_eq!(all.question("Q1 (2)").unwrap().text, "Was it cheap?");
}

#[test]
fn another_scale_stays_apart_and_is_found_again_in_the_third_wave() {
    let text = "Was it easy?";
    let may = tally(&[(question("Q1", text, (1, 5)), 5, 3)]);
    let june = tally(&[(question("Q1", text, (0, 10)), 9, 4)]);
    let changes = compare_waves(&may.questions, &june.questions, &none());
    assert_eq!(changes.rescaled[0].before, Scale::new(1, 5));
    assert!(changes.new.is_empty() && changes.gone.is_empty());
    let both = add_wave(&may, "May", "June", june.clone(), &none());
    let all = add_wave(&both, "May", "July", june, &none());
    let names: Vec<_> = all.questions.iter().map(|question| question.name.as_str()).collect();
    assert_eq!(names, ["Q1", "Q1 (0 to 10)"]);
    assert_eq!(all.select("Q1 (0 to 10)", &Filter::default()).n(), 8);
}

#[test]
fn waves_get_their_names_and_one_that_comes_again_is_replaced() {
    let ease = || question("ease", "Was it easy?", (1, 5));
    let may = tally(&[(ease(), 5, 3)]);
    let all = add_wave(&may, "May", "June", tally(&[(ease(), 1, 4)]), &none());
    let in_wave = |tally: &Tally, wave: &str| {
        let waves = Some([wave.to_owned()].into());
        tally.select("ease", &Filter { waves, ..Filter::default() }).n()
    };
    assert_eq!((in_wave(&all, "May"), in_wave(&all, "June")), (3, 4));
    let again = add_wave(&all, "unused", "June", tally(&[(ease(), 2, 9)]), &none());
    assert_eq!((in_wave(&again, "May"), in_wave(&again, "June")), (3, 9));
    let emptied = add_wave(&again, "unused", "June", tally(&[]), &none());
    assert_eq!((in_wave(&emptied, "May"), in_wave(&emptied, "June")), (3, 0));
}

#[test]
fn a_wave_is_known_again_by_what_was_counted_and_not_by_its_name() {
    let ease = |scale| question("ease", "Was it easy?", scale);
    let may = tally(&[(ease((1, 5)), 5, 3), (question("fast", "Fast?", (1, 5)), 2, 3)]);
    let hash = wave_hash(&may, None);
    let all = add_wave(&may, "May", "June", tally(&[(ease((1, 5)), 1, 4)]), &none());
    assert_eq!(wave_hash(&all, Some("May")), hash, "a later wave changes nothing");
    assert_ne!(wave_hash(&all, Some("June")), hash);
    assert_eq!(wave_hash(&all, Some("July")), None);
    // As many answers, of which some mean something else, or on a longer scale.
    for other in [(ease((1, 5)), 4, 3), (ease((1, 7)), 5, 3)] {
        let other = tally(&[other, (question("fast", "Fast?", (1, 5)), 2, 3)]);
        assert_ne!(wave_hash(&other, None), hash);
    }
}

#[test]
fn two_questions_with_one_text_are_told_apart_by_their_names() {
    let text = "How satisfied were you?";
    let both = [question("a", text, (1, 5)), question("b", text, (1, 5))];
    let turned = [both[1].clone(), both[0].clone()];
    let changes = compare_waves(&both, &turned, &none());
    assert_eq!((changes.same["a"].as_str(), changes.same["b"].as_str()), ("a", "b"));
    let renamed = [question("c", text, (1, 5)), question("d", text, (1, 5))];
    assert_eq!(
        compare_waves(&both, &renamed, &none()).same.len(),
        0,
        "which is which, nobody knows"
    );
}

#[test]
fn a_question_in_other_words_is_the_same_where_a_person_says_so() {
    let may = tally(&[
        (question("Q1", "Was it easy?", (1, 5)), 5, 3),
        (question("Q2", "Was it fast?", (1, 5)), 2, 3),
    ]);
    let june = tally(&[
        (question("Q1", "How easy was it for you?", (1, 5)), 1, 4),
        (question("Q2", "Was it fast?", (1, 5)), 2, 4),
    ]);
    let guessed = compare_waves(&may.questions, &june.questions, &none());
    assert_eq!(texts(&guessed.new), ["How easy was it for you?"]);
    assert_eq!(texts(&guessed.gone), ["Was it easy?"]);
    let key = key_of_question(&guessed.gone[0], &may.questions);
    let said: SaidSame = [("Q1".to_owned(), key)].into();
    let changes = compare_waves(&may.questions, &june.questions, &said);
    assert_eq!((changes.same.len(), changes.said.len()), (2, 1));
    assert!(changes.is_empty(), "{changes:?}");
    let both = add_wave(&may, "May", "June", june.clone(), &said);
    assert_eq!(both.select("Q1", &Filter::default()).n(), 7);
    assert_eq!(both.question("Q1").unwrap().text, "Was it easy?");
    let july = add_wave(&both, "May", "July", june, &said);
    assert_eq!(july.select("Q1", &Filter::default()).n(), 11);
    assert_eq!(july.questions.len(), 2);
}

#[test]
fn what_is_said_of_another_scale_or_of_an_amount_adds_up_nothing_that_differs() {
    let earlier = [question("a", "Easy?", (1, 5)), question("b", "Fast?", (1, 5))];
    let other_scale = [question("c", "How easy?", (0, 10))];
    let said: SaidSame = [("c".to_owned(), "easy?".to_owned())].into();
    let changes = compare_waves(&earlier, &other_scale, &said);
    assert_eq!((changes.same.len(), changes.rescaled.len()), (0, 1));
    assert_eq!(texts(&changes.gone), ["Fast?"]);
    let spent = Question::new("c", Kind::Amount, Scale::new(0, 0), Direction::HighGood);
    let changes = compare_waves(&earlier, &[spent], &said);
    assert_eq!((changes.new.len(), changes.gone.len()), (1, 2));
}

#[test]
fn two_questions_are_never_the_same_as_one() {
    let earlier = [question("a", "Easy?", (1, 5))];
    let later = [question("b", "How easy?", (1, 5)), question("c", "Easy?", (1, 5))];
    let said: SaidSame = [("b".to_owned(), "Easy?".to_owned())].into();
    let changes = compare_waves(&earlier, &later, &said);
    assert_eq!(changes.same, [("b".to_owned(), "a".to_owned())].into());
    assert_eq!(texts(&changes.new), ["Easy?"]);
}
