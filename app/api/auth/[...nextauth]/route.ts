// `/api/auth/*`: the sign-in with its token against forged requests, and the renewal of sessions.
import { answerAuth } from "@/lib/runtime/sign-in/next-auth";

export { answerAuth as GET, answerAuth as POST };
