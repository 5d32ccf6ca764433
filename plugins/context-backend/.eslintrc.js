module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Our own ways to say `it`, once for each database.
    'jest/no-standalone-expect': [
      'error',
      {
        additionalTestBlockFunctions: [
          'eachDatabase',
          'eachEmptyDatabase',
          'eachSharedDatabase',
        ],
      },
    ],
  },
});
