export { ChainDrawer } from './ChainDrawer';
