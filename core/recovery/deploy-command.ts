/** What people type to have a stage in a region. */
export function deployCommand(stage: string, region: string): string {
  return `\`npx serverless deploy --stage ${stage} --region ${region}\``;
}
