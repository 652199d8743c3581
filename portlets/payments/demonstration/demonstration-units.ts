import type { UnitImport } from '../contract/administration.ts';
import type { EconomicCode } from '../contract/economic-subjects.ts';
import { type LocalizedText, text } from '../contract/localized-text.ts';

/** What a unit of the demonstration applies for: project (by position), economic subject, 元, payee, purpose. */
export type Need = readonly [
  project: number,
  economic: EconomicCode,
  yuan: number,
  payee: string,
  purpose: string,
];

/** A budget unit of the demonstration city. Projects, accounts, payees and amounts are invented (演示数据). */
export type DemonstrationUnit = {
  id: string;
  clerk: { username: string; name: string };
  phone: string;
  unit: UnitImport;
  needs: readonly Need[];
};

type Project = readonly [code: string, name: string, functionalCode: string, functional: LocalizedText];

const general = text('一般行政管理事务', 'General administration');

function unitOf(code: string, name: LocalizedText, projects: readonly Project[]): UnitImport {
  return {
    code,
    name,
    isDemonstration: true,
    payer: {
      name: `${name['zh-CN']}（零余额账户）`,
      account: `3200018000${code}0026`,
      bank: '示范市商业银行营业部',
    },
    projects: projects.map(([projectCode, projectName, functionalCode, functional]) => ({
      code: projectCode,
      name: projectName,
      functional: { code: functionalCode, name: functional },
      fundNature: 'general' as const,
    })),
  };
}

/** The eight budget units. */
export const demonstrationUnits: readonly DemonstrationUnit[] = [
  {
    id: 'edu',
    clerk: { username: 'zhangwei', name: '张伟' },
    phone: '000-83700101',
    unit: unitOf('205001', text('市教育局', 'Education Bureau'), [
      ['EDU-XM-001', '义务教育学校校舍维修', '2050202', text('小学教育', 'Primary education')],
      ['EDU-XM-002', '教育信息化设备采购', '206', text('科学技术支出', 'Science and technology')],
      ['EDU-XM-003', '教师进修及培训', '20508', text('进修及培训', 'Further education and training')],
    ]),
    needs: [
      [0, '30227', 286_400, '示范市宏达建筑工程有限公司', '实验小学操场维修工程进度款'],
      [0, '30227', 128_000, '示范市宏达建筑工程有限公司', '第三小学屋面防水工程款'],
      [1, '30218', 412_560.5, '示范市启明信息技术有限公司', '智慧教室多媒体设备采购款'],
      [2, '30216', 36_800, '示范师范学院', '中小学骨干教师培训费'],
      [0, '30209', 18_650, '示范市安居物业服务有限公司', '机关办公楼第三季度物业管理费'],
      [2, '30215', 9_480, '示范市会议中心', '全市教育工作会议会务费'],
      [1, '30207', 24_300, '示范市电信分公司', '教育城域网线路租用费'],
      [0, '30202', 15_720, '示范市第一印刷厂', '中考试卷及答题卡印刷费'],
    ],
  },
  {
    id: 'health',
    clerk: { username: 'dongjie', name: '董洁' },
    phone: '000-83700201',
    unit: unitOf('210001', text('市卫生健康委员会', 'Health Commission'), [
      ['WJW-XM-001', '基层医疗机构能力提升', '2100717', text('计划生育服务', 'Family planning services')],
      ['WJW-XM-002', '城乡医疗救助', '2101301', text('城乡医疗救助', 'Urban and rural medical assistance')],
    ]),
    needs: [
      [0, '30218', 326_900, '示范市康泰医疗器械有限公司', '乡镇卫生院彩超设备采购款'],
      [1, '30305', 184_200, '示范市人民医院', '第三季度医疗救助资金结算'],
      [0, '30216', 27_600, '示范医学院', '全科医生转岗培训费'],
      [0, '30227', 58_000, '示范市环境检测中心', '医疗废物处置监测服务费'],
      [0, '30201', 12_386.4, '示范市新华办公用品有限公司', '办公用品采购款'],
      [1, '30226', 43_500, '示范市中心血站', '无偿献血宣传劳务费'],
      [0, '30211', 8_940, '董洁', '赴省参加卫生应急演练差旅费'],
    ],
  },
  {
    id: 'transport',
    clerk: { username: 'jiangwenbin', name: '蒋文斌' },
    phone: '000-83700301',
    unit: unitOf('214001', text('市交通运输局', 'Transport Bureau'), [
      ['JT-XM-001', '国省干线公路养护', '214', text('交通运输支出', 'Transport')],
      ['JT-XM-002', '新能源公交车购置补贴', '211', text('节能环保支出', 'Energy saving and environment')],
    ]),
    needs: [
      [0, '30227', 1_846_000, '示范市路桥工程集团有限公司', '环城公路路面中修工程进度款'],
      [0, '30227', 632_500, '示范市公路养护中心', '冬季除雪防滑物资储备款'],
      [1, '30218', 2_400_000, '示范市公共交通集团有限公司', '新能源公交车购置补贴'],
      [0, '30231', 46_320, '示范市公务用车服务中心', '执法车辆运行维护费'],
      [0, '30206', 31_850.75, '示范市供电公司', '隧道照明电费'],
      [0, '30214', 54_000, '示范市客运站场有限公司', '超限检测站场地租赁费'],
      [0, '30227', 168_000, '示范市交通规划设计院', '农村公路安全隐患排查服务费'],
    ],
  },
  {
    id: 'civil',
    clerk: { username: 'yuhaixia', name: '余海霞' },
    phone: '000-83700401',
    unit: unitOf('208001', text('市民政局', 'Civil Affairs Bureau'), [
      [
        'MZ-XM-001',
        '困难群众医疗救助',
        '2101301',
        text('城乡医疗救助', 'Urban and rural medical assistance'),
      ],
      [
        'MZ-XM-002',
        '社区服务体系建设',
        '2120199',
        text('其他城乡社区管理事务支出', 'Other community administration'),
      ],
    ]),
    needs: [
      [0, '30305', 96_400, '示范市第二人民医院', '困难群众住院医疗救助结算款'],
      [1, '30227', 143_000, '示范市社会工作服务中心', '社区养老服务站运营服务费'],
      [1, '30209', 22_700, '示范市安居物业服务有限公司', '社会福利院物业管理费'],
      [1, '30205', 6_812.3, '示范市自来水公司', '社会福利院水费'],
      [1, '30208', 38_900, '示范市热力公司', '社会福利院取暖费'],
      [0, '30202', 9_860, '示范市第一印刷厂', '救助政策宣传手册印刷费'],
      [1, '30226', 17_400, '示范市老年大学', '志愿服务人员劳务费'],
    ],
  },
  {
    id: 'agri',
    clerk: { username: 'yeqing', name: '叶青' },
    phone: '000-83700501',
    unit: unitOf('213001', text('市农业农村局', 'Agriculture and Rural Affairs Bureau'), [
      ['NY-XM-001', '高标准农田建设', '213', text('农林水支出', 'Agriculture, forestry and water')],
      ['NY-XM-002', '农业科技推广', '206', text('科学技术支出', 'Science and technology')],
    ]),
    needs: [
      [0, '30227', 968_000, '示范市水利建设有限公司', '高标准农田灌溉渠道工程进度款'],
      [1, '30218', 214_700, '示范市良种繁育中心', '小麦良种采购款'],
      [1, '30216', 28_500, '示范农业职业学院', '新型职业农民培训费'],
      [0, '30227', 76_000, '示范市测绘院', '农田地力调查测绘费'],
      [0, '30211', 7_260, '叶青', '秋粮测产差旅费'],
      [1, '30218', 53_480, '示范市植保服务有限公司', '重大病虫害防控药剂采购款'],
      [0, '30201', 10_240, '示范市新华办公用品有限公司', '办公用品采购款'],
    ],
  },
  {
    id: 'science',
    clerk: { username: 'sumin', name: '苏敏' },
    phone: '000-83700601',
    unit: unitOf('206001', text('市科学技术局', 'Science and Technology Bureau'), [
      ['KJ-XM-001', '科技创新券兑付', '206', text('科学技术支出', 'Science and technology')],
      ['KJ-XM-002', '科技企业孵化器补助', '206', text('科学技术支出', 'Science and technology')],
    ]),
    needs: [
      [0, '30227', 150_000, '示范市新材料研究院', '科技创新券兑付资金'],
      [1, '30227', 300_000, '示范高新区孵化器管理有限公司', '国家级孵化器年度补助'],
      [0, '30215', 14_600, '示范市会议中心', '产学研对接会会务费'],
      [0, '30226', 21_000, '示范大学科研院', '项目评审专家劳务费'],
      [1, '30201', 6_350, '示范市新华办公用品有限公司', '办公用品采购款'],
      [0, '30202', 11_980, '示范市第一印刷厂', '科普宣传资料印刷费'],
      [0, '30207', 5_400, '示范市电信分公司', '科技服务平台通信费'],
    ],
  },
  {
    id: 'housing',
    clerk: { username: 'lvping', name: '吕萍' },
    phone: '000-83700701',
    unit: unitOf('212001', text('市住房和城乡建设局', 'Housing and Urban-Rural Development Bureau'), [
      [
        'ZJ-XM-001',
        '老旧小区改造',
        '2120199',
        text('其他城乡社区管理事务支出', 'Other community administration'),
      ],
      ['ZJ-XM-002', '城市污水管网维护', '211', text('节能环保支出', 'Energy saving and environment')],
      ['ZJ-XM-003', '城建档案管理', '2120102', general],
    ]),
    needs: [
      [0, '30227', 1_320_000, '示范市城建集团有限公司', '彭城花园老旧小区改造工程进度款'],
      [1, '30227', 486_000, '示范市排水管理有限公司', '雨污分流管网清淤服务费'],
      [2, '30227', 68_400, '示范市档案技术服务有限公司', '城建档案数字化加工费'],
      [0, '30227', 95_000, '示范市工程造价咨询有限公司', '改造项目造价审核费'],
      [2, '30209', 26_300, '示范市安居物业服务有限公司', '办公区物业管理费'],
      [1, '30206', 72_915.6, '示范市供电公司', '污水提升泵站电费'],
      [2, '30217', 2_860, '示范市迎宾馆', '省厅专项检查公务接待费'],
    ],
  },
  {
    id: 'security',
    clerk: { username: 'renqiang', name: '任强' },
    phone: '000-83700801',
    unit: unitOf('204001', text('市公安局', 'Public Security Bureau'), [
      ['GA-XM-001', '公安业务装备购置', '20402', text('公安', 'Police')],
      ['GA-XM-002', '视频监控系统运行维护', '206', text('科学技术支出', 'Science and technology')],
    ]),
    needs: [
      [0, '30218', 763_200, '示范市警用装备有限公司', '单警装备采购款'],
      [1, '30227', 528_000, '示范市启明信息技术有限公司', '视频监控系统运行维护费'],
      [0, '30231', 84_560, '示范市公务用车服务中心', '执法执勤车辆运行维护费'],
      [1, '30207', 66_000, '示范市电信分公司', '视频专网链路租用费'],
      [0, '30216', 32_000, '示范警官学院', '民警实战培训费'],
      [0, '30206', 40_218.9, '示范市供电公司', '业务技术用房电费'],
      [0, '30201', 13_570, '示范市新华办公用品有限公司', '办公用品采购款'],
      [1, '30214', 45_000, '示范市铁塔分公司', '监控杆位租赁费'],
    ],
  },
];
