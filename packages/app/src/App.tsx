import { createApp } from '@backstage/frontend-defaults';
import { catalogAtRoot } from './modules/catalog';
import { navModule } from './modules/nav';
import { signInFeatures } from './modules/signIn';

// Every other plugin is found through the dependencies of this package
// (app.packages in app-config.yaml).
export default createApp({
  features: [catalogAtRoot, navModule, signInFeatures],
});
