//! What some roles have besides their facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Idx as _, RoleId};

/// Values by role, such as guides. Accessing one reads its role, as [`crate::reads`] records it.
#[derive(Debug, Clone)]
pub struct ByRole<V>(BTreeMap<RoleId, Arc<V>>);

impl<V> ByRole<V> {
    /// Returns the value of a role, if it has one.
    pub fn get(&self, role: RoleId) -> Option<&Arc<V>> {
        role.note();
        self.0.get(&role)
    }

    /// Iterates over all values, in the order of the roles.
    pub fn iter(&self) -> impl Iterator<Item = (RoleId, &Arc<V>)> {
        self.0.iter().map(|(role, value)| {
            role.note();
            (*role, value)
        })
    }

    /// Sets the value of a role.
    pub(crate) fn insert(&mut self, role: RoleId, value: Arc<V>) {
        self.0.insert(role, value);
    }
}

impl<V> Default for ByRole<V> {
    fn default() -> ByRole<V> {
        ByRole(BTreeMap::new())
    }
}
