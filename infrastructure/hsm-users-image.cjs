const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const unpublished = 'hsm-users:unpublished';

/** The URI of the image that was published last for a stage and region, which have a repository of their own. */
function publishedImage(project, stage, region) {
  const file = noteOf(project, stage, region);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : unpublished;
}

function notePublishedImage(project, stage, region, uri) {
  writeFileSync(noteOf(project, stage, region), `${uri}\n`);
}

function noteOf(project, stage, region) {
  return join(project, `.hsm-users-image.${stage}.${region}`);
}

module.exports = { publishedImage, notePublishedImage };
