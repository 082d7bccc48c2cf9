export default function Home() { return <main>Forward Pass</main>; }
