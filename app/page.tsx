import Link from 'next/link';
import { ForgetProgress } from '@/components/lesson/forget-progress';
import { Phase } from '@/components/lesson/phase';
import HomeWriter from '@/components/widgets/home-writer';
import { curriculum } from '@/content/curriculum';
import { home } from '@/content/home';
import { CourseMap } from './_site/course-map';
import './styles/home.css';

/** The first lesson that can be read. */
const first = curriculum.filter(({ published }) => published)[0];

/** The thesis in one screen with the model writing beside it, then the course. */
export default function Home() {
  return (
    <>
      <section className="home-hero">
        <h1 className="headline">
          <Headline text={home.headline} />
        </h1>
        <div className="thesis">
          <p>{home.thesis}</p>
          <Link className="begin" href={`/learn/${first.slug}/`}>
            Begin with lesson {first.number}: {first.title}
          </Link>
        </div>
        <div className="home-writer">
          <HomeWriter />
          <p className="model-nature">{home.modelNote}</p>
        </div>
      </section>

      <section className="course" aria-labelledby="course">
        <div className="course-head">
          <h2 id="course" className="block-title">
            {home.courseTitle}
          </h2>
          <p className="course-note">{home.courseNote}</p>
        </div>
        <CourseMap />
        <div className="course-foot">
          <p className="course-teach">
            Somebody is waiting to be taught this? <Link href="/teach/" prefetch={false}>Each lesson as a class</Link>: when to ask, when to run, what to click.
          </p>
          <ForgetProgress />
        </div>
      </section>

      <div className="home-sections">
        {home.sections.map(({ title, text }) => (
          <section key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </section>
        ))}
      </div>
    </>
  );
}

/** One sentence a line, each phase's name in its colour. */
function Headline({ text }: { readonly text: string }) {
  return text.split(/(?<=\.) /).map((sentence) => (
    <span key={sentence}>
      {sentence.split(/\b(Training|Inference)\b/).map((part) => {
        if (part === 'Training') return <Phase key={part} of="training">{part}</Phase>;
        if (part === 'Inference') return <Phase key={part} of="inference">{part}</Phase>;
        return part;
      })}{' '}
    </span>
  ));
}
