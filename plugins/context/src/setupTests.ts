import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load when they are first shown, and suites share the machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
