import DeviceDollars from '@/components/widgets/device-dollars';
import LifetimeCost from '@/components/widgets/lifetime-cost';
import TokenBill from '@/components/widgets/token-bill';
import Text from '@/content/lessons/04-cost.mdx';
import { lessonMetadata, LessonPage } from '../_lesson/lesson-page';

const slug = 'cost';
const widgets = { TokenBill, DeviceDollars, LifetimeCost };

export const metadata = lessonMetadata(slug);

export default function Page() {
  return (
    <LessonPage slug={slug}>
      <Text components={widgets} />
    </LessonPage>
  );
}
