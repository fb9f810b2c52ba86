//! What each edit does to the settings.

use super::{At, Odd};
use crate::import::slug;
use crate::settings::{Aisle, Section};
use crate::{AisleId, Settings};

impl Settings {
    pub(super) fn add(&mut self, aisle: Option<&AisleId>, name: &str) -> Result<(), Odd> {
        let name = &sign(name)?;
        let Some(aisle) = aisle else {
            if !self.aisles.iter().any(|a| same(&a.name, name)) {
                let slug = self.free(name, |slug| At { aisle: slug, section: None });
                self.aisles.push(Aisle { slug, name: name.clone(), picture: String::new(), sections: Vec::new() });
            }
            return Ok(());
        };
        let slug = self.free(name, |slug| At { aisle: aisle.clone(), section: Some(slug) });
        let aisle = self.aisle_mut(aisle)?;
        if !aisle.sections.iter().any(|s| same(&s.name, name)) {
            aisle.sections.push(Section { slug, name: name.clone() });
        }
        Ok(())
    }

    /// An address nothing has or had: what once stood there would come back.
    fn free(&self, name: &str, at: impl Fn(AisleId) -> At) -> AisleId {
        let wanted = slug(name);
        let numbered = (2..1000).filter_map(|n| AisleId::parse(format!("{}-{n}", wanted.as_str())).ok());
        let is_free = |slug: &AisleId| {
            let at = at(slug.clone());
            !self.moved.contains_key(&at) && !self.is_there(&at)
        };
        std::iter::once(wanted.clone()).chain(numbered).find(is_free).unwrap_or(wanted)
    }

    pub(super) fn rename(&mut self, at: &At, name: &str, address: bool) -> Result<(), Odd> {
        let (at, name) = (&self.led_on(at), sign(name)?);
        let before = self.name_mut(at)?.clone();
        let taken = match &at.section {
            None => self.aisles.iter().any(|a| a.slug != at.aisle && same(&a.name, &name)),
            Some(section) => self.aisle_mut(&at.aisle)?.sections.iter().any(|s| s.slug != *section && same(&s.name, &name)),
        };
        if taken {
            return Err(Odd::Taken);
        }
        self.name_mut(at)?.clone_from(&name);
        for words in self.glossary.values_mut() {
            if let Some(said) = words.get(&before).cloned() {
                words.entry(name.clone()).or_insert(said);
            }
        }
        // A list that still calls it so means this one.
        let called = at.named(slug(&before));
        if !self.is_there(&called) && before != name {
            self.moved.entry(called).or_insert_with(|| at.clone());
        }
        if address && !at.is_called(&slug(&name)) {
            let plain = at.named(slug(&name));
            let wanted = if self.led_on(&plain) == *at { plain } else { at.named(self.free(&name, |slug| at.named(slug))) };
            self.move_to(at, &wanted);
        }
        Ok(())
    }

    /// The address changes, and the former one leads there.
    fn move_to(&mut self, at: &At, wanted: &At) {
        self.moved.remove(wanted);
        for there in self.moved.values_mut().filter(|there| *there == at) {
            there.clone_from(wanted);
        }
        match (&at.section, &wanted.section) {
            (Some(section), Some(slug)) => {
                let sections = self.aisles.iter_mut().filter(|a| a.slug == at.aisle).flat_map(|a| &mut a.sections);
                sections.filter(|s| s.slug == *section).for_each(|s| s.slug = slug.clone());
            }
            _ => self.aisles.iter_mut().filter(|a| a.slug == at.aisle).for_each(|a| a.slug = wanted.aisle.clone()),
        }
        self.moved.insert(at.clone(), wanted.clone());
        self.in_deals(&at.aisle, &wanted.aisle);
    }

    pub(super) fn place(&mut self, at: &At, place: usize) -> Result<(), Odd> {
        fn put<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, place: usize) -> Result<(), Odd> {
            let from = list.iter().position(is).ok_or(Odd::Unknown)?;
            let one = list.remove(from);
            list.insert(place.saturating_sub(1).min(list.len()), one);
            Ok(())
        }
        match &at.section {
            None => put(&mut self.aisles, |a| a.slug == at.aisle, place),
            Some(section) => put(&mut self.aisle_mut(&at.aisle)?.sections, |s| s.slug == *section, place),
        }
    }

    pub(super) fn put_into(&mut self, at: &At, to: &At) -> Result<(), Odd> {
        let to = self.led_on(to);
        if !self.is_there(at) {
            // Sent again: it is there already.
            return if self.led_on(at) == *at { Err(Odd::Unknown) } else { Ok(()) };
        }
        if !self.is_there(&to) {
            return Err(Odd::Unknown);
        }
        if to == *at || (at.section.is_none() && to.aisle == at.aisle) {
            return Err(Odd::Itself);
        }
        let sections = self.take_away(at);
        let there = match (&at.section, &to.section) {
            // A section that goes to another aisle stays a section.
            (Some(section), None) if to.aisle != at.aisle => to.named_section(section.clone()),
            _ => to.clone(),
        };
        if (at.section.is_none() && to.section.is_none()) || there != to {
            let aisle = self.aisle_mut(&to.aisle)?;
            let known: Vec<AisleId> = aisle.sections.iter().map(|s| s.slug.clone()).collect();
            aisle.sections.extend(sections.into_iter().filter(|s| !known.contains(&s.slug)));
        }
        self.moved.insert(at.clone(), there);
        self.in_deals(&at.aisle, &to.aisle);
        Ok(())
    }

    /// What a deal says of an aisle that went, it says of the one it went into.
    fn in_deals(&mut self, gone: &AisleId, to: &AisleId) {
        if self.aisles.iter().any(|a| a.slug == *gone) {
            return;
        }
        for goods in self.deals.iter_mut().map(|deal| &mut deal.goods) {
            for aisle in goods.aisles.iter_mut().chain(&mut goods.but_aisles).filter(|aisle| *aisle == gone) {
                aisle.clone_from(to);
            }
        }
    }

    /// Takes it out. The answer is its sections, or itself where it is one.
    pub(super) fn take_away(&mut self, at: &At) -> Vec<Section> {
        match &at.section {
            None => {
                let (gone, stay): (Vec<Aisle>, Vec<Aisle>) = self.aisles.drain(..).partition(|a| a.slug == at.aisle);
                self.aisles = stay;
                gone.into_iter().flat_map(|a| a.sections).collect()
            }
            Some(section) => match self.aisle_mut(&at.aisle) {
                Ok(aisle) => {
                    let (gone, stay) = aisle.sections.drain(..).partition(|s| s.slug == *section);
                    aisle.sections = stay;
                    gone
                }
                Err(_) => Vec::new(),
            },
        }
    }

    fn aisle_mut(&mut self, slug: &AisleId) -> Result<&mut Aisle, Odd> {
        self.aisles.iter_mut().find(|a| a.slug == *slug).ok_or(Odd::Unknown)
    }

    fn name_mut(&mut self, at: &At) -> Result<&mut String, Odd> {
        let aisle = self.aisle_mut(&at.aisle)?;
        match &at.section {
            None => Ok(&mut aisle.name),
            Some(section) => aisle.sections.iter_mut().find(|s| s.slug == *section).map(|s| &mut s.name).ok_or(Odd::Unknown),
        }
    }
}

fn sign(name: &str) -> Result<String, Odd> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if (1..=60).contains(&name.chars().count()) && !name.contains(char::is_control) { Ok(name) } else { Err(Odd::Name) }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::Edit;
    use super::*;

    fn at(text: &str) -> At {
        At::try_from(text.to_owned()).unwrap()
    }

    fn shop() -> Settings {
        let mut shop = Settings::default();
        for (aisle, name) in
            [(None, "Bakery"), (None, "Sweets"), (Some("bakery"), "Bread"), (Some("bakery"), "Cakes"), (Some("sweets"), "Gum")]
        {
            let aisle = aisle.map(|a| AisleId::parse(a).unwrap());
            for _ in 0..2 {
                shop.arrange(&Edit::Add { aisle: aisle.clone(), name: name.into() }, |_| false).unwrap();
            }
        }
        shop
    }

    /// Twice, as a form that is sent again.
    fn done(shop: &mut Settings, edit: &Edit) {
        shop.arrange(edit, |_| false).unwrap();
        let once = shop.clone();
        shop.arrange(edit, |_| false).unwrap();
        assert_eq!(*shop, once, "{edit:?} again");
    }

    fn signs(shop: &Settings) -> Vec<String> {
        let all = shop
            .aisles
            .iter()
            .map(|a| format!("{}={}: {}", a.slug, a.name, a.sections.iter().map(|s| s.slug.as_str()).collect::<Vec<_>>().join(" ")));
        all.collect()
    }

    #[test]
    fn a_new_sign_keeps_the_address_unless_it_shall_follow() {
        let mut shop = shop();
        done(&mut shop, &Edit::Rename { at: at("sweets"), name: "Candy".into(), address: false });
        assert_eq!(signs(&shop)[1], "sweets=Candy: gum");
        done(&mut shop, &Edit::Rename { at: at("sweets"), name: "Snacks & Candy".into(), address: true });
        assert_eq!(signs(&shop)[1], "snacks-candy=Snacks & Candy: gum");
        for (former, now) in
            [("sweets", "snacks-candy"), ("sweets/gum", "snacks-candy/gum"), ("candy", "snacks-candy"), ("bakery", "bakery")]
        {
            assert_eq!(shop.led_on(&at(former)), at(now), "{former}");
        }
        done(&mut shop, &Edit::Rename { at: at("snacks-candy"), name: "Sweets".into(), address: true });
        assert_eq!((signs(&shop)[1].as_str(), shop.led_on(&at("snacks-candy"))), ("sweets=Sweets: gum", at("sweets")), "and back");
        assert_eq!(shop.arrange(&Edit::Rename { at: at("sweets"), name: "BAKERY".into(), address: true }, |_| false), Err(Odd::Taken));
    }

    #[test]
    fn what_is_joined_is_found_where_it_went_and_no_new_aisle_takes_its_address() {
        let mut shop = shop();
        done(&mut shop, &Edit::Into { at: at("bakery/cakes"), to: at("sweets") });
        done(&mut shop, &Edit::Into { at: at("bakery"), to: at("sweets") });
        assert_eq!(signs(&shop), ["sweets=Sweets: gum cakes bread"]);
        for (former, now) in [("bakery/cakes", "sweets/cakes"), ("bakery/bread", "sweets/bread"), ("bakery", "sweets")] {
            assert_eq!(shop.led_on(&at(former)), at(now), "{former}");
        }
        done(&mut shop, &Edit::Add { aisle: None, name: "Bakery".into() });
        assert_eq!(signs(&shop)[1], "bakery-2=Bakery: ");
        done(&mut shop, &Edit::Into { at: at("sweets/gum"), to: at("sweets/cakes") });
        assert_eq!((signs(&shop)[0].as_str(), shop.led_on(&at("sweets/gum"))), ("sweets=Sweets: cakes bread", at("sweets/cakes")));
        let itself = Edit::Into { at: at("sweets"), to: at("sweets/bread") };
        assert_eq!(shop.arrange(&itself, |_| false), Err(Odd::Itself));
    }

    #[test]
    fn aisles_are_walked_in_the_order_they_are_put_and_only_empty_ones_go() {
        let mut shop = shop();
        done(&mut shop, &Edit::Place { at: at("sweets"), place: 1 });
        done(&mut shop, &Edit::Place { at: at("bakery/cakes"), place: 1 });
        assert_eq!(signs(&shop), ["sweets=Sweets: gum", "bakery=Bakery: cakes bread"]);
        assert_eq!(shop.arrange(&Edit::Remove { at: at("sweets") }, |_| true), Err(Odd::NotEmpty));
        done(&mut shop, &Edit::Remove { at: at("sweets") });
        done(&mut shop, &Edit::Remove { at: at("bakery/bread") });
        assert_eq!(signs(&shop), ["bakery=Bakery: cakes"]);
        let long = Edit::Add { aisle: None, name: "x".repeat(61) };
        assert_eq!((shop.arrange(&long, |_| false), signs(&shop).len()), (Err(Odd::Name), 1));
    }
}
