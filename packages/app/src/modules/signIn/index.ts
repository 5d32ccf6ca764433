export { signInFeatures } from './signInFeatures';
