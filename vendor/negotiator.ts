import Negotiator = require('negotiator');

export { Negotiator };
