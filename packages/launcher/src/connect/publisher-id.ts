/** Client id of the publisher of what comes with Yimen. */
export const PUBLISHER_ID = 'demo-publisher';
