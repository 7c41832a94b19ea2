/** CloudFormation takes a megabyte, and half of the template would be indentation. */
module.exports = class MinifiedTemplate {
  constructor(_serverless, options) {
    this.hooks = {
      'before:package:finalize': () => {
        options['minify-template'] = true;
      },
    };
  }
};
