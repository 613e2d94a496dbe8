//! The whole core at random: whatever is pressed, answered, late, lost, resized or waited for, in whatever order and
//! over whatever catalogue, it neither panics nor gets into a state it promises never to be in.

mod inputs;
mod world;

use compshare_tui::face::app::Event;
use compshare_tui::face::i18n::Lang;
use proptest::prelude::*;

use inputs::{groups, steps};
use world::World;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_core_keeps_its_promises(
        groups in proptest::collection::vec(groups(), 0..40),
        steps in proptest::collection::vec(steps(), 1..60),
        chinese in any::<bool>(),
    ) {
        let mut world = World::new(&groups, if chinese { Lang::Zh } else { Lang::En });
        world.event(Event::Started);
        for step in steps {
            world.step(step);
            if world.ended {
                return Ok(());
            }
        }
        world.comes_to_rest();
    }
}
