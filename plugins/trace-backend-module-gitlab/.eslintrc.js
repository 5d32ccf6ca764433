module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Our own way to say `it`, once for each database.
    'jest/no-standalone-expect': [
      'error',
      { additionalTestBlockFunctions: ['eachEmptyDatabase'] },
    ],
  },
});
