/** The same module a year later: the states have been renamed. */
export const ORDER_STATES = ['open', 'paid', 'sent', 'returned']
