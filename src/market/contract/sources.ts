// Where the numbers of the contracts were read, August to November 2026. Grades: A, a primary document (the vendor's own
// pages, a paper); B, press, an analyst's summary or a copy of a primary; C, a blog or a price page, good as a bound.

interface Source {
  readonly what: string;
  readonly where: string;
  readonly grade: "A" | "A/B" | "B" | "B/C" | "C";
}

export const SOURCES = {
  "AWS blocks": {
    what: "Capacity Blocks: limits, end times, warnings",
    where: "docs.aws.amazon.com/AWSEC2/latest/UserGuide: capacity-blocks-purchase, -using, -monitor",
    grade: "A",
  },
  "AWS block prices": {
    what: "Capacity Block prices, January 2025 and January 2026",
    where: "administraciondesistemas.com",
    grade: "C",
  },
  "AWS block leads": {
    what: "Capacity Blocks: lead, extension, end of UltraServers",
    where: "dev.classmethod.jp/articles/ec2-capacity-blocks-for-ml-instance-cb-vs-ultraserver-cb",
    grade: "B",
  },
  "Anthropic lease": {
    what: "lease of Colossus 1 to Anthropic",
    where: "fableinnovations.com; penchan-co.pages.dev",
    grade: "B/C",
  },
  "Google lease": {
    what: "lease of Colossus GPUs to Google",
    where: "stechtimes.com; wpnews.pro; neoteric.no",
    grade: "C",
  },
  "AWS spot": {
    what: "EC2 spot: rules, notice, billing of interrupted instances",
    where:
      "docs.amazonaws.cn: billing-for-interrupted-spot-instances; EC2 spot pricing page; AWS SDK documents",
    grade: "A",
  },
  "Google spot": {
    what: "Google Cloud spot VMs: rules and prices",
    where: "cloud.google.com/spot-vms/pricing; create-use-spot; vm-instance-pricing",
    grade: "A",
  },
  "Azure spot": {
    what: "Azure spot VMs",
    where: "MicrosoftDocs/azure-compute-docs: spot-vms.md",
    grade: "A",
  },
  "Azure reservation": {
    what: "Azure on-demand capacity reservation",
    where: "MicrosoftDocs/azure-compute-docs: capacity-reservation-overview.md",
    grade: "A",
  },
  "p5en prices": {
    what: "p5en on demand and spot",
    where: "github.com/dstackai/dstack, pull request 4110",
    grade: "B",
  },
  "hyperscaler prices": {
    what: "list prices of AWS and Azure, 2026-11-09",
    where: "data-receipts: hyperscalers.json",
    grade: "C",
  },
  "SF Compute": { what: "SF Compute: order book", where: "docs.sfcompute.com", grade: "A" },
  "Lambda, Together": {
    what: "billing of Lambda and Together; price lists of September and October 2026",
    where: "docs.lambda.ai/public-cloud/billing; Together's documents; price lists",
    grade: "A/B",
  },
  CoreWeave: {
    what: "CoreWeave: capacity plans, spot node pools, billing, prices",
    where:
      "docs.coreweave.com: capacity-plans, spot-node-pools, billing-and-charges; api-evangelist/coreweave",
    grade: "A/B",
  },
  Hyperstack: { what: "price list", where: "Hyperstack, August to November 2026", grade: "B/C" },
  Vast: { what: "Vast.ai: rules and prices", where: "price lists of October 2026", grade: "B/C" },
  "spot interruptions": {
    what: "bands of GPU spot interruptions",
    where:
      "thundercompute.com/blog: cloud-gpu-spot-instance-availability, should-i-use-cloud-gpu-spot-instances",
    grade: "C",
  },
  "reserved discounts": {
    what: "discounts of savings plans and reserved instances",
    where: "yobitel; digiteria",
    grade: "C",
  },
  "AWS SLA": {
    what: "text and targets of the EC2 service-level agreement",
    where: "huggingface.co/datasets/marmolpen3/sla_example; github.com/mikaelvesavuori/cloud-sla",
    grade: "B",
  },
  "SLA comparison": {
    what: "service-level agreements side by side, read 2026-07-03",
    where: "agent-1jy.pages.dev",
    grade: "C",
  },
  "Google prices": { what: "A3 prices, September 2026", where: "silybench-data: gpu_prices.csv", grade: "B" },
  "Google DWS": {
    what: "Dynamic Workload Scheduler: flex-start, calendar mode",
    where:
      "docs.cloud.google.com: calendar-mode-reservation, create-future-reservations-calendar-mode, kubernetes-engine dws",
    grade: "A",
  },
  "Alibaba spot": { what: "spot instances of Alibaba Cloud", where: "alibabacloud.com help", grade: "A" },
  "token prices": {
    what: "prices per million tokens, November 2026",
    where: "huggingface: hundredthrun; alatirok.com",
    grade: "C",
  },
  "batch interfaces": {
    what: "batch interfaces: discount, window",
    where: "leanlm.ai; yashbogam.me",
    grade: "C",
  },
  "Bedrock tiers": {
    what: "Bedrock: priority, standard, flex, provisioned",
    where: "aws.amazon.com/bedrock/service-tiers",
    grade: "A",
  },
  "neocloud finances": {
    what: "CoreWeave and Nebius: backlog, terms, take-or-pay",
    where: "usatoday24; techreaderdaily; fintool; micafilmmaking/nextplatform",
    grade: "B/C",
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof SOURCES;
