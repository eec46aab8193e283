/** The application's module on the day when the migration was written. */
export const ORDER_STATES = ['open', 'paid', 'shipped']
