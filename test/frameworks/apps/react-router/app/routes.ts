import { index, type RouteConfig, route } from '@react-router/dev/routes';

export default [index('routes/home.tsx'), route('api/cometchat-token', 'routes/token.ts')] satisfies RouteConfig;
