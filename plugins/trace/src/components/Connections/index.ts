export { ConnectionsPage } from './ConnectionsPage';
export { LegacyConnectionsPage } from './LegacyConnectionsPage';
