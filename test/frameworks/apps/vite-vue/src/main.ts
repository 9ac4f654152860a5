import { createApp } from 'vue';
import Hello from './Hello.vue';

const authToken = new URLSearchParams(location.search).get('authToken') ?? '';

createApp(Hello, { authToken }).mount('#root');
